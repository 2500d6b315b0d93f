"""What is no unit file is refused on one line, quickly and without harm."""

from __future__ import annotations

import pytest

from costsharing.core.unit_file import read_unit_file
from secretariats.core.errors import Refused

LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n".encode()
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

JUNK = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n", "is empty"),
    "comment": (b"# nothing\n", "is empty"),
    "zero bytes": (b"imca: 1\0", "zero bytes"),
    "binary": (bytes(range(256)), "not text in UTF-8"),
    "UTF-16": ("imca: 1".encode("utf-16"), "not text in UTF-8"),
    "Latin-1": ("name: Müller".encode("latin-1"), "not text in UTF-8"),
    "control": (b"imca: \x07", "character 7"),
    "list": (b"[1, 2]", "a list"),
    "word": (b"hello", "the text 'hello'"),
    "number": (b"17", "the number 17"),
    "null": (b"null", "nothing"),
    "cyclic list": (b"imca: &a [*a]", "contains itself"),
    "cyclic mapping": (b"&a {imca: 1, unit: *a}", "contains itself"),
    "no anchor": (b"imca: *one", "names no anchor"),
    "laughs": (LAUGHS, "more than the file holds"),
    "object": (b"imca: !!python/object/apply:os.system [id]", "tag !!python/object/apply"),
    "name": (b"imca: !!python/name:os.system", "tag !!python/name"),
    "own tag": (b"imca: !unit 1", "tag !unit"),
    "set": (b"!!set {a, b}", "tag !!set"),
    "two documents": (b"imca: 1\n---\nimca: 1\n", "second document"),
    "list as key": (b"? [a]\n: b\n", "as a key"),
    "deep list": (b"[" * 100_000, "nests too deeply"),
    "deep JSON": (b'{"a":' * 100_000, "nests too deeply"),
    "deep YAML": (b"- " * 1000, "nests too deeply"),
    "broken JSON": (b'{"imca": 1,, }', "neither JSON nor YAML: line 1"),
    "broken YAML": (b"imca: 1\nunit: [", "neither JSON nor YAML: line 3"),
}


@pytest.mark.parametrize(("data", "message"), JUNK.values(), ids=JUNK.keys())
def test_junk_is_refused_on_one_line(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as caught:
        read_unit_file(data, "x.yaml")
    text = str(caught.value)
    assert text.startswith("x.yaml ")
    assert message in text
    assert "\n" not in text


def test_an_alias_may_repeat_what_stands_once() -> None:
    lists = b"a: &codes [CMS, AEWA]\n" + b"b: *codes\n" * 3
    with pytest.raises(Refused) as caught:
        read_unit_file(lists, "x.yaml")
    assert "anchor" not in str(caught.value)
