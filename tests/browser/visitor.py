"""Somebody at a browser, who minds everything a browser complains about."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NARROW, WIDE, HEIGHT = 320, 1280, 800
THEMES = ("light", "dark")
ERROR = 400
PATIENCE = 15_000
AXE = "axe.run({resultTypes: ['violations']})"


# Without slots: Playwright keeps a note with whose method it calls.
@dataclass
class Visitor:
    """A page of the browser in a session of its own.

    Attributes:
        complaints: what the browser found wrong since they were last looked at.
    """

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)

    def listen(self) -> None:
        """Note what the browser complains of from now on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A refusal that a test asks for is told twice: here and as a response.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site + "/", "data:", "blob:")):
            self.complaints.append(f"leaves the site: {request.url}")

    def _failed(self, request: Request) -> None:
        # A download takes over from the page that was asked for.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= ERROR and response.status not in self.allowed:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def open(self, address: str) -> int:
        """Open a page of the site and return its status."""
        answer = self.page.goto(self.site + address)
        assert answer is not None
        return answer.status

    def log_in(self, username: str, password: str) -> None:
        """Log in by the form."""
        self.open("/login/")
        self.page.locator("input[name=username]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def is_content(self) -> None:
        """Fail where the browser complained of anything."""
        found, self.complaints = self.complaints, []
        assert not found, "\n".join(found)

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """Make the window so wide."""
        self.page.set_viewport_size({"width": width, "height": height})

    def theme(self, name: Any) -> None:
        """Choose light or dark, as the system does."""
        self.page.emulate_media(color_scheme=name, reduced_motion="reduce")

    def overflow(self) -> list[str]:
        """Return what reaches over the right edge, where the page can be pushed sideways."""
        found: list[str] = self.page.evaluate(OVERFLOW)
        return found

    def barriers(self) -> list[str]:
        """Return what axe finds wrong with the page as it is now."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(AXE)["violations"]
        return [
            f"{one['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for one in found
            for node in one["nodes"]
        ]


# Where the document is wider than the window, the elements that make it so.
OVERFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const inScroller = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll('*')].filter((element) =>
    element.getBoundingClientRect().right > root.clientWidth + 0.5 && !inScroller(element));
  return [`${root.scrollWidth} of ${root.clientWidth} px`,
    ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
}"""


@contextmanager
def visitor(browser: Browser, site: str, **options: Any) -> Iterator[Visitor]:
    """Give somebody at a window of their own; the browser must have had nothing to complain of."""
    context = browser.new_context(
        **{
            "viewport": {"width": WIDE, "height": HEIGHT},
            "locale": "en",
            "reduced_motion": "reduce",
            **options,
        }
    )
    context.set_default_timeout(PATIENCE)
    try:
        found = Visitor(context.new_page(), site)
        found.listen()
        yield found
        found.is_content()
    except Exception as error:
        page = context.pages[0]
        error.add_note(f"The page was {page.url}:\n{page.locator('body').inner_text()[:3000]}")
        raise
    finally:
        context.close()
