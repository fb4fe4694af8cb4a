from pathlib import Path

import pytest
from django.core.management import call_command

from glossary.models import Alias, Application, Category, Edition, Relation, Tag, Term
from tests.exchange.fixture_rows import (
    category_row,
    confirmed,
    export,
    exported,
    rewrite,
    row,
    run,
    term_row,
)
from tests.factories import make_category, make_relation, make_term

pytestmark = pytest.mark.usefixtures("db")


def test_the_same_file_again_changes_nothing(path: Path) -> None:
    make_relation(make_term("A", aliases=("a2",), tags=("t",)), make_term("B"))
    export(path)
    edition = Edition.objects.get().number
    assert run(path) == (
        "Entries: 0 new, 0 changed, 2 unchanged. Categories, tags, pages, links: "
        "0 new, 0 changed, 2 unchanged. Wrong: 0.\nNothing to write.\n"
    )
    assert Edition.objects.get().number == edition


def test_a_dry_run_says_what_would_change_and_writes_nothing(path: Path) -> None:
    make_term("A", aliases=("old",))
    rows = export(path)
    for each in rows:
        if each["model"] == "glossary.term":
            each["fields"]["definition"] = "Other."
        if each["model"] == "glossary.alias":
            each["fields"]["text"] = "new"
    rewrite(path, rows)
    report = run(path, "--dry-run")
    for line in (
        "changed   entry a",
        "definition: What A is. → Other.",
        "alias - old",
        "alias + new",
        "Nothing was written.",
    ):
        assert line in report
    assert Term.objects.get().definition == "What A is."
    run(path)
    assert (Term.objects.get().definition, Alias.objects.get().text) == ("Other.", "new")


def test_an_import_into_an_empty_database_equals_the_original(path: Path) -> None:
    make_relation(make_term("A", aliases=("x",), applications=("y",), tags=("z",)), make_term("B"))
    before = export(path)
    Term.objects.all().delete()
    run(path)
    assert export(path) == before


def test_parts_missing_from_the_file_are_removed_and_other_entries_let_alone(path: Path) -> None:
    first = make_term("A", aliases=("x",), tags=("t",))
    other = make_term("B", aliases=("y",))
    make_relation(first, other)
    rows = [r for r in export(path) if r["fields"].get("slug") == "a"]
    rewrite(path, rows)
    run(path)
    assert list(Alias.objects.values_list("text", flat=True)) == ["y"]
    assert Relation.objects.count() == 1


def test_a_name_another_entry_has_is_noted_not_refused(path: Path) -> None:
    make_term("NEW!")
    make_category(slug="cat")
    rewrite(path, [term_row()])
    assert "note      “new” is a name of new, new-one." in run(path)
    assert Term.objects.count() == 2


def test_parts_may_stand_in_any_order(path: Path) -> None:
    related_rows = [
        row("application", term=["a"], title="Second", description="d", position=2),
        row("application", term=["a"], title="First", description="d", position=1),
        row("redirect", slug="z", term=["a"]),
        row("redirect", slug="y", term=["a"]),
        row("alias", term=["a"], text="one"),
        row("alias", term=["a"], text="ONE"),
    ]
    rewrite(path, [*related_rows, term_row("a"), category_row()])
    confirmed(path)
    assert [a.title for a in Application.objects.all()] == ["First", "Second"]
    assert sorted(Alias.objects.values_list("text", flat=True)) == ["ONE", "one"]


@pytest.mark.parametrize(("model", "name"), [("category", "name"), ("tag", "slug")])
def test_what_two_rows_may_not_share_can_be_exchanged(path: Path, model: str, name: str) -> None:
    for slug in ("one", "two"):
        make_term(tags=(slug,), category=make_category(name=slug, slug=slug))
    rows = export(path)
    chosen = [r["fields"] for r in rows if r["model"] == f"glossary.{model}"]
    chosen[0][name], chosen[1][name] = chosen[1][name], chosen[0][name]
    rewrite(path, rows)
    confirmed(path)
    rows_now = {
        "category": Category.objects.values_list("slug", "name"),
        "tag": Tag.objects.values_list("name", "slug"),
    }
    assert sorted(rows_now[model]) == [("one", "two"), ("two", "one")]


def test_the_contents_of_two_entries_can_be_exchanged(path: Path) -> None:
    make_term("One", slug="one", aliases=("1",))
    make_term("Two", slug="two", aliases=("2",))
    rows = export(path)
    for each in rows:
        fields = each["fields"]
        if each["model"] == "glossary.term":
            fields["slug"] = "two" if fields["slug"] == "one" else "one"
        elif "term" in fields:
            fields["term"] = ["two"] if fields["term"] == ["one"] else ["one"]
    rewrite(path, rows)
    confirmed(path)
    assert sorted(Term.objects.values_list("slug", "name", "aliases__text")) == [
        ("one", "Two", "2"),
        ("two", "One", "1"),
    ]


def test_an_entry_that_becomes_public_has_been_so_since_the_file_says_or_now(path: Path) -> None:
    moment = "2020-01-01T00:00:00Z"
    rows = [
        category_row(),
        term_row("a", status="published", publish_at=moment),
        term_row("b", status="published", updated=moment),
        term_row("c", status="published"),
        term_row("d"),
    ]
    rewrite(path, rows)
    confirmed(path)
    since = dict(Term.objects.values_list("slug", "first_published__year"))
    assert since == {"a": 2020, "b": 2020, "c": Term.objects.get(slug="c").created.year, "d": None}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_times_an_editor_can_choose_come_back(path: Path, moment: str) -> None:
    make_term(publish_at=moment)
    before = exported()
    assert moment in before
    path.write_text(before, encoding="utf-8")
    confirmed(path)


def test_replacements_of_a_file_may_be_replaced_in_turn(path: Path) -> None:
    steps = [("a", ["b"]), ("b", ["c"]), ("c", None)]
    old = [term_row(a, status="deprecated", replaced_by=b) for a, b in steps]
    rewrite(path, [category_row(), *old])
    confirmed(path)


def test_pk_and_the_case_of_models_do_not_matter(path: Path) -> None:
    make_term("Other", category=make_category(slug="cat", name="Cat"))
    rows = [category_row() | {"model": "Glossary.CATEGORY"}, term_row() | {"pk": 1}]
    rewrite(path, rows)
    confirmed(path)
    assert Term.objects.count() == 2


def test_an_empty_list_is_nothing_to_write(path: Path) -> None:
    rewrite(path, [])
    assert run(path).endswith("Wrong: 0.\nNothing to write.\n")


def test_a_terminal_is_asked_and_silence_is_no(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(path, [category_row()])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter(["n", "", None, "YES"])

    def answer(question: str) -> str:
        if (given := next(answers)) is None:
            raise EOFError
        return given

    monkeypatch.setattr("builtins.input", answer)
    for expected in (0, 0, 0, 1):
        call_command("import_glossary", path)
        assert Category.objects.count() == expected
    assert capsys.readouterr().out.count("Nothing was written.") == 3
