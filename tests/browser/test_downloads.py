"""What pages tell programs, as a browser finds it: the policy lets it stand, and it is true."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings

from glossary.models import Term
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("db")]
DATA = 'script[type="application/ld+json"]'


@pytest.fixture
def program(chromium: Browser, live_server: Any, settings: Settings) -> Iterator[Visitor]:
    settings.SITE_URL = live_server.url
    program = Visitor(chromium, live_server.url)
    yield program
    program.context.close()


@pytest.mark.parametrize("path", ["/glossary/", "/glossary/generative-ai/", "/categories/"])
def test_data_blocks_stand_and_nothing_complains(program: Visitor, term: Term, path: str) -> None:
    page = program.open(path)
    document = json.loads(page.locator(DATA).text_content() or "")
    assert document["@context"] == "https://schema.org"
    assert page.locator('link[rel="canonical"]').get_attribute("href") == f"{program.url}{path}"
    assert program.complaints == []


def test_what_the_head_names_is_there(program: Visitor, term: Term) -> None:
    page = program.open(term.get_absolute_url())
    picture = page.locator('meta[property="og:image"]').get_attribute("content")
    size = page.evaluate(
        """async (address) => {
            const picture = new Image();
            picture.src = address;
            await picture.decode();
            return [picture.naturalWidth, picture.naturalHeight];
        }""",
        picture,
    )
    assert size == [1200, 630]
    for kind in ("application/json", "text/markdown", "application/opensearchdescription+xml"):
        address = page.locator(f'link[type="{kind}"]').get_attribute("href")
        answer = page.evaluate("async (address) => (await fetch(address)).status", address)
        assert answer == 200, kind
    assert program.complaints == []
