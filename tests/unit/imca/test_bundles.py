"""What is sent as one file is made of its parts, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imca.bundles import BUNDLES, made, script, sheet

STATIC = Path(__file__).resolve().parents[3] / "static"


def test_modules_are_blocks_whose_names_do_not_meet() -> None:
    parts = {
        "js/a.js": "// Why.\nexport const one = 1;\n",
        "js/b.js": 'import { one } from "./a.js";\n\nconst two = one;\nif (two) {\n  go();\n}\n',
        "js/c.js": 'import { far } from "./z.js";\nconst two = far;\n',
    }
    assert script(parts, others={"js/z.js": "js/other.js"}) == (
        'import { far } from "./other.js";\nexport const one = 1;\n'
        "{\nconst two = one;\nif (two) {\ngo();\n}\n}\n{\nconst two = far;\n}\n"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('import { far } from "./gone.js";\n', "in no bundle"),
        ("const text = `\n  indented`;\n", "over several lines"),
    ],
)
def test_what_cannot_be_put_together_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        script({"js/a.js": text}, others={})


def test_sheets_keep_their_order_and_lose_their_comments() -> None:
    assert sheet(["/* One */\n.a { b: c; }\n", ".d {\n  e: f;\n}\n"]) == (
        ".a { b: c; }\n.d {\ne: f;\n}\n"
    )


@pytest.mark.parametrize("name", BUNDLES)
def test_every_bundle_can_be_made(name: str) -> None:
    text = made(name, STATIC)
    assert len(text) > 1000
    assert "/*" not in text or name.endswith(".js")


def test_what_a_bundle_imports_another_exports() -> None:
    for name in BUNDLES:
        for names, source in re.findall(
            r'import \{ (.*?) \} from "\./(.*?)"', made(name, STATIC) if ".js" in name else ""
        ):
            exported = made(f"js/{source}", STATIC)
            for one in names.split(", "):
                assert re.search(
                    rf"^export (const|(async )?function) {one}\b", exported, re.MULTILINE
                )


def test_no_page_asks_for_a_part_of_a_bundle() -> None:
    parts = {part for parts in BUNDLES.values() for part in parts}
    for page in (STATIC.parent / "templates").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        asked = set(re.findall(r"\{% static ['\"]([\w/.-]+)['\"] %\}", text))
        assert not asked & parts, page
