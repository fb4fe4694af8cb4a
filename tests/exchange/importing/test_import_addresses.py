"""Addresses that an import changes, leaves and takes."""

from pathlib import Path

import pytest

from glossary.exchange.importing.apply import apply_plan
from glossary.exchange.importing.checks import make_plan
from glossary.exchange.importing.reader import read_fixture
from glossary.models import Redirect, Relation, Term
from tests.exchange.fixture_rows import (
    Row,
    category_row,
    confirmed,
    former_row,
    refusal,
    rewrite,
    term_row,
    tie_row,
)
from tests.factories import make_category, make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def here() -> dict[str, Term]:
    """The entries a, b and c; q once led to b."""
    category = make_category(name="Cat", slug="cat", order=0)
    found = {slug: make_term(slug.upper(), slug=slug, category=category) for slug in "abc"}
    Redirect.objects.create(slug="q", term=found["b"])
    return found


RENAMED = [term_row("z", name="A"), former_row("a", "z")]


def test_an_entry_of_the_file_that_has_left_an_address_is_the_one_found_there(
    here: dict[str, Term], path: Path
) -> None:
    make_relation(here["b"], here["a"])
    make_relation(here["a"], here["c"])
    rewrite(path, RENAMED)
    said = confirmed(path)
    assert "slug: a → z" in said
    assert "note" not in said
    assert Term.objects.get(slug="z").pk == here["a"].pk
    assert sorted(Relation.objects.values_list("term__slug", "target__slug")) == [
        ("b", "z"),
        ("z", "c"),
    ]


def test_a_former_address_may_move_between_entries_of_the_file(
    here: dict[str, Term], path: Path
) -> None:
    rewrite(path, [term_row("c"), term_row("b"), former_row("q", "c")])
    confirmed(path)
    assert list(Redirect.objects.values_list("slug", "term__slug")) == [("q", "c")]


def test_an_address_taken_by_an_entry_of_the_file_ends_its_redirect(
    here: dict[str, Term], path: Path
) -> None:
    rewrite(path, [term_row("q")])
    confirmed(path)
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [*RENAMED, term_row("d"), tie_row("d", "related", "a")],
            "entry “d”, relation “related a” (object 4): target: “a” becomes “z” by this file;",
        ),
        (
            [*RENAMED, term_row("d", replaced_by=["a"])],
            "entry “d” (object 3): replaced_by: “a” becomes “z” by this file; write that.",
        ),
        (
            [*RENAMED, term_row("c"), tie_row("z", "broader", "c"), tie_row("c", "broader", "z")],
            "closes a cycle: “c” → “z” → “c”.",
        ),
        (
            [*RENAMED, tie_row("z", "prerequisite", "b")],
            "closes a cycle: “b” → “z” → “b”.",
        ),
        (
            [*RENAMED, former_row("b", "z")],
            "entry “z” (object 1): was “a” and “b”, which are two entries here; remove one.",
        ),
        (
            [*RENAMED, term_row("d"), former_row("a", "d")],
            "entry “d” (object 3): redirect “a”: “z” has it too; remove one of the two.",
        ),
        (
            [term_row("a"), term_row("b"), former_row("a", "b"), former_row("b", "a")],
            "entry “a” (object 1): redirect “b”: an entry has this address; remove one",
        ),
        ([term_row("d"), former_row("d", "d")], "redirect “d”: an entry has this address"),
        ([term_row("a"), former_row("q", "a")], "redirect “q”: it leads to “b” here"),
    ],
)
def test_addresses_that_contradict_each_other_are_refused(
    here: dict[str, Term], path: Path, rows: list[Row], message: str
) -> None:
    make_relation(here["a"], here["c"], "broader")
    make_relation(here["b"], here["a"], "prerequisite")
    rewrite(path, rows)
    assert message in refusal(path)


def test_a_plan_that_has_been_overtaken_is_refused(here: dict[str, Term], path: Path) -> None:
    rewrite(path, [category_row(), *RENAMED])
    plan = make_plan(read_fixture(path))
    Term.objects.filter(slug="a").update(definition="Edited meanwhile.")
    with pytest.raises(ValueError, match="changed meanwhile; nothing was written"):
        apply_plan(plan)
    assert Term.objects.get(slug="a").definition == "Edited meanwhile."


def test_a_new_entry_at_a_former_address_is_worth_a_look(here: dict[str, Term], path: Path) -> None:
    rewrite(path, [term_row("q")])
    what = "entry “q” takes a redirect of “b”, which would no longer lead there."
    assert f"note      {what}" in confirmed(path)
    assert not Redirect.objects.filter(slug="q").exists()
