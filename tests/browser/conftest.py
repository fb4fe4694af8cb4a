"""An entry on an editor's desk, and a reader."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from glossary.models import Term
from tests.browser.admin_helpers import Desk
from tests.browser.visitor import Visitor
from tests.factories import make_category, make_relation, make_source, make_term

TEXT = "A *b*.\n\n| a | b |\n|--|--:|\n| 1 | 2 |\n\n```python\nx = 1\n```\n\n<script>x</script>"


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


@pytest.fixture
def reader(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    reader = Visitor(chromium, live_server.url)
    yield reader
    assert reader.complaints == []
    reader.context.close()
