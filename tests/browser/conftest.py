"""One Chromium for all browser tests of a module: the system's own, downloaded by no one. And an
entry on an editor's desk."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from glossary.models import Term
from tests.browser.desk import Desk
from tests.factories import make_category, make_relation, make_source, make_term

TEXT = "A *b*.\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n```python\nx = 1\n```\n\n<script>x</script>"
NAMES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "google-chrome")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = f"There is no Chromium: looked for {', '.join(NAMES)}."
        if os.environ.get("TERMBOOK_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    # Playwright's own loop runs in this thread; the tests' queries beside it are not concurrent.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def term() -> Term:
    term = make_term(
        "Generative AI",
        aliases=("Gen AI",),
        applications=("One", "Two", "Three"),
        tags=("models",),
        in_depth=TEXT,
        category=make_category(name="Foundations"),
    )
    make_relation(term, make_term("Machine learning"))
    make_source(term)
    return term


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Desk]:
    desk = Desk(chromium, live_server.url, viewport={"width": 1280, "height": 1400})
    yield desk
    desk.context.close()
