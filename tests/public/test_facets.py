"""Each declared facet works alike on the index, on the search page and in the API."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client

from glossary.models import Status
from glossary.public.facets import Choice, facet_choices
from glossary.public.filters import FACETS, Facet, Filters
from glossary.search.catalogue import current_catalogue
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def entries() -> None:
    """Five entries with "word" in their text; no two of the same level, category and tags."""
    one, two = make_category(name="One", slug="one"), make_category(name="Two", slug="two")
    for name, category, level, tags in (
        ("Apple", one, "beginner", ("red", "green")),
        ("Avocado", one, "intermediate", ("green",)),
        ("Banana", two, "beginner", ("yellow",)),
        ("Beet", two, "advanced", ("red",)),
        ("Cherry", two, "intermediate", ()),
    ):
        make_term(name, category=category, level=level, tags=tags, definition="A word.")
    make_term("Draft", category=one, tags=("hidden",), definition="A word.", status=Status.DRAFT)


def choices_of(context: Any, facet: Facet) -> list[Choice]:
    """Return the choices of ``facet`` on a page."""
    found: list[Choice]
    (found,) = (shown.choices for shown in context["facets"] if shown.facet == facet)
    return found


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_each_choice_leaves_as_many_entries_as_it_says(client: Client, facet: Facet) -> None:
    choices = choices_of(client.get("/glossary/").context, facet)
    assert sum(choice.count for choice in choices) > 0
    assert choices == [
        type(choice)(
            choice.label, choice.count, choice.query.replace("q=word&", ""), choice.is_current
        )
        for choice in choices_of(client.get("/search/?q=word").context, facet)
    ]
    for choice in choices:
        index = client.get(f"/glossary/?{choice.query}").context
        search = client.get(f"/search/?q=word&{choice.query}").context
        api = client.get(f"/api/search/?q=word&{choice.query}").json()
        found = (index["matching"], search["page"].paginator.count, api["total"])
        assert found == (choice.count,) * 3
        assert [one.is_current for one in choices_of(index, facet)].count(True) == 1


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_following_a_choice_twice_removes_it(client: Client, facet: Facet) -> None:
    choice = choices_of(client.get("/glossary/?letter=A").context, facet)[0]
    assert facet.parameter in parse_qs(choice.query)
    again = choices_of(client.get(f"/glossary/?{choice.query}").context, facet)
    assert next(one.query for one in again if one.is_current) == "letter=A"


def test_facets_of_one_column_replace_one_another() -> None:
    filters = Filters.read({"max_level": "intermediate", "tag": "red"}, current_catalogue())
    level = next(facet for facet in FACETS if facet.parameter == "level")
    assert filters.toggle(level, "advanced") == "level=advanced&tag=red"


def test_choices_count_under_the_filters_of_the_other_columns() -> None:
    catalogue = current_catalogue()
    filters = Filters.read({"level": "beginner", "category": "one"}, catalogue)
    choices = facet_choices(filters, catalogue.entries, catalogue)
    assert {
        shown.facet.parameter: [(str(choice.label), choice.count) for choice in shown.choices]
        for shown in choices
    } == {
        "max_level": [("Beginner", 1), ("Intermediate", 2), ("Advanced", 2)],
        "level": [("Beginner", 1), ("Intermediate", 1), ("Advanced", 0)],
        "category": [("One", 1), ("Two", 1)],
        "tag": [("green", 1), ("red", 1)],
    }


def test_the_chosen_tag_is_shown_even_if_others_have_more_entries() -> None:
    for number in range(30):
        make_term(f"Extra {number}", slug=f"extra-{number}", tags=(f"x{number}", f"y{number}"))
    catalogue = current_catalogue()
    filters = Filters.read({"tag": "yellow", "level": "advanced"}, catalogue)
    tags = facet_choices(filters, catalogue.entries, catalogue)[-1].choices
    assert [(choice.label, choice.count) for choice in tags] == [("red", 1), ("yellow", 0)]
    filters = Filters.read({"tag": "yellow"}, catalogue)
    tags = facet_choices(filters, catalogue.entries, catalogue)[-1].choices
    assert len(tags) == 25
    assert [choice.label for choice in tags[:3]] == ["green", "red", "x0"]
    assert tags[-1].label == "yellow"
    assert tags[-1].is_current


def test_tags_of_drafts_are_no_values() -> None:
    assert "hidden" not in current_catalogue().labels["tag"]
    assert Filters.read({"tag": "hidden"}, current_catalogue())["tag"] == ""
