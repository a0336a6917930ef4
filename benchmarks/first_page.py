"""All that comes over the wire when a visitor opens the first page with an empty cache."""

from collections.abc import Iterator

from playwright.sync_api import Page, Request, sync_playwright

from benchmarks import house
from benchmarks.verdict import Verdict
from tests.browser import visit

GOAL = 60 * 1024


def run() -> Iterator[Verdict]:
    with house.ours() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=visit.program(), args=["--no-sandbox"])
        page = browser.new_page(extra_http_headers={"X-Forwarded-Proto": "https"})
        sizes = _received(page, f"http://localhost:{server.port}/welcome/")
        browser.close()
    total = sum(sizes)
    what = f"{len(sizes)} answers, {total / 1024:.1f} KB"
    yield Verdict("First page over the wire", what, "60 KB", total / GOAL, goal=1)


def _received(page: Page, address: str) -> list[int]:
    done: list[Request] = []

    def note(request: Request) -> None:
        done.append(request)

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    sizes = [request.sizes() for request in done]
    return [size["responseBodySize"] + size["responseHeadersSize"] for size in sizes]
