"""The card of an entry, as JSON."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glossary.models import Term
from tests.factories import make_category, make_term, make_user

pytestmark = pytest.mark.usefixtures("db")


def make_card(**overrides: Any) -> Term:
    category = make_category(name="Generation & <b>more</b>")
    return make_term("Diffusion model", category=category, level="intermediate", **overrides)


def test_a_card_says_what_the_entry_is_in_plain_text(client: Client) -> None:
    make_card(definition="[[Old|Undoes]] *noise* & [draws](https://e.org/); `1 < 2` <b>bold</b>.")
    response = client.get("/api/card/diffusion-model/")
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "slug": "diffusion-model",
        "name": "Diffusion model",
        "definition": "Undoes noise & draws; 1 < 2 bold.",
        "level": "Intermediate",
        "category": "Generation & <b>more</b>",
        "url": "/glossary/diffusion-model/",
    }


def test_a_card_is_asked_for_anew_only_in_another_edition(client: Client) -> None:
    term = make_card()
    first = client.get("/api/card/diffusion-model/")
    assert "Vary" not in first.headers or "Cookie" not in first.headers["Vary"]
    seen = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/api/card/diffusion-model/", headers=seen)
    assert (again.status_code, again.content) == (304, b"")
    term.definition = "Another."  # type: ignore[assignment]
    term.save()
    changed = client.get("/api/card/diffusion-model/", headers=seen)
    assert changed.json()["definition"] == "Another."


@pytest.mark.parametrize(
    "overrides",
    [
        {"status": "draft"},
        {"status": "review"},
        {"publish_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_readers_may_not_see_has_no_card_for_anyone(
    client: Client, overrides: dict[str, Any]
) -> None:
    make_card(**overrides)
    hidden = client.get("/api/card/diffusion-model/")
    assert hidden.status_code == 404
    client.force_login(make_user(is_superuser=True))
    for slug in ("diffusion-model", "never-was"):
        response = client.get(f"/api/card/{slug}/")
        assert (response.status_code, response.content) == (404, hidden.content)
        assert response.json() == {"error": "No such entry."}
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers


def test_a_deprecated_entry_and_one_in_another_script_have_cards(client: Client) -> None:
    make_term("Strong AI", status="deprecated")
    make_term("机器学习")
    assert client.get("/api/card/strong-ai/").json()["name"] == "Strong AI"
    assert client.get("/api/card/机器学习/").json()["url"].startswith("/glossary/")


def test_a_card_is_for_reading_only(client: Client) -> None:
    make_card()
    assert client.post("/api/card/diffusion-model/").status_code == 405
