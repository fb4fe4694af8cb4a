"""What editors said of linking, through a file: forms and links switched off, names that wait."""

from pathlib import Path

import pytest
from django.core.management import call_command

from glossary.models import LinkExclusion, Name, NameExclusion, Term
from tests.exchange.fixture_rows import (
    confirmed,
    exclusion_row,
    export,
    exported,
    former_row,
    rewrite,
    row,
    run,
    term_row,
)
from tests.factories import make_category, make_link_exclusion, make_name_exclusion, make_term

pytestmark = pytest.mark.usefixtures("db")
NEW_FIELDS = {"autolink", "exact_case"}
NEW_MODELS = {"glossary.nameexclusion", "glossary.linkexclusion"}


def links() -> list[tuple[str, str, str]]:
    return sorted(LinkExclusion.objects.values_list("term__slug", "target__slug", "context"))


def as_before(path: Path) -> None:
    """Rewrite a file as an older Termbook wrote it."""
    older = [each for each in export(path) if each["model"] not in NEW_MODELS]
    for each in older:
        if each["model"] == "glossary.term":
            each["fields"] = {k: v for k, v in each["fields"].items() if k not in NEW_FIELDS}
    rewrite(path, older)


def test_what_is_switched_off_comes_and_goes_with_the_file(path: Path) -> None:
    first, second, third = make_term("One"), make_term("Two"), make_term("Three")
    make_link_exclusion(first, third, "kept")
    make_link_exclusion(first, second, "gone")
    make_name_exclusion(first, "Ones")
    rows = [r for r in export(path) if r["fields"].get("slug") in {"one", "two", "category-1"}]
    cat = [first.category.slug]
    rewrite(
        path,
        [
            exclusion_row("one", "two"),
            exclusion_row("one", "two", "here and there"),
            row("nameexclusion", term=["one"], text="One's"),
            term_row("one", name="One", category=cat, autolink=False, exact_case="exact"),
            *(each for each in rows if each["fields"].get("slug") == "two"),
        ],
    )
    said = confirmed(path)
    for line in (
        "autolink: True → False",
        "exact_case: auto → exact",
        "form not to link - Ones",
        "form not to link + One's",
        "excluded link - gone two",
        "excluded link + two",
        "excluded link + here and there two",
    ):
        assert line in said
    assert links() == [
        ("one", "three", "kept"),
        ("one", "two", ""),
        ("one", "two", "here and there"),
    ]
    assert list(NameExclusion.objects.values_list("text", flat=True)) == ["One's"]
    one = Term.objects.get(slug="one")
    assert (one.autolink, one.exact_case) == (False, "exact")
    assert not Name.objects.filter(term=one, links=True).exists()
    assert not Name.objects.filter(term=one, text="One's").exists()


def test_a_link_switched_off_alone_is_a_change_of_its_entry(path: Path) -> None:
    make_term("One")
    make_term("Two")
    rewrite(path, [*export(path), exclusion_row("two", "one", "x")])
    said = confirmed(path)
    assert said.startswith("changed   entry two\n          excluded link + x one\n")
    assert links() == [("two", "one", "x")]


def test_links_switched_off_follow_an_entry_to_its_new_address(path: Path) -> None:
    category = make_category(slug="cat", name="Cat")
    first, second = make_term("A", category=category), make_term("B", category=category)
    make_link_exclusion(first, second, "x")
    make_link_exclusion(second, first, "y")
    rewrite(path, [term_row("z", name="A"), former_row("a", "z")])
    confirmed(path)
    assert links() == [("b", "z", "y"), ("z", "b", "x")]


@pytest.mark.parametrize("value", ["loaddata", "import_glossary"])
def test_a_file_of_an_older_termbook_still_means_what_it_did(path: Path, value: str) -> None:
    make_term("One", aliases=("Uno",), tags=("t",), in_depth="See Two.")
    make_term("Two")
    before = exported()
    as_before(path)
    Term.objects.all().delete()
    if value == "loaddata":
        call_command("loaddata", str(path), verbosity=0)
    else:
        assert "Wrong: 0." in run(path)
    assert exported() == before
    assert Name.objects.filter(text="Uno", links=True, exact=True).exists()
