import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from glossary.exchange import files
from glossary.exchange.fixture import write_fixture
from glossary.models import Alias, Edition, Relation, Term
from tests.factories import make_category, make_relation, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "glossary.json"


def export(path: Path) -> list[dict[str, Any]]:
    stream = io.StringIO()
    write_fixture(stream)
    path.write_text(stream.getvalue(), encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(stream.getvalue())
    return rows


def rewrite(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(rows), encoding="utf-8")


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_glossary", str(path), "--no-input", *options, stdout=out)
    return out.getvalue()


def refusal(path: Path) -> str:
    """Run an import that must be refused; return the report and the sentence."""
    out = io.StringIO()
    before = list(Term.objects.values())
    with pytest.raises(CommandError) as error:
        call_command("import_glossary", str(path), "--no-input", stdout=out)
    assert list(Term.objects.values()) == before
    return out.getvalue() + str(error.value)


def term_row(**fields: Any) -> dict[str, Any]:
    basic = {"name": "New", "slug": "new-one", "category": ["cat"], "definition": "New."}
    return {"model": "glossary.term", "fields": basic | fields}


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
    for row in rows:
        if row["model"] == "glossary.term":
            row["fields"]["definition"] = "Other."
        if row["model"] == "glossary.alias":
            row["fields"]["text"] = "new"
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


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (term_row(level="expert"), "level: Value 'expert' is not a valid choice."),
        (term_row(definition="x" * 1_001), "definition: "),
        (term_row(slug="search"), "an address of the site itself"),
        (term_row(slug="Not a slug"), "slug: "),
        (term_row(name=""), "name: This field cannot be blank."),
        (
            term_row(category=["nowhere"]),
            "category: there is no category “nowhere”, here or in the file.",
        ),
        (term_row(category=None), "category: expected a natural key"),
        (term_row(category=7), "category: expected a natural key"),
        (
            term_row(replaced_by=["ghost"]),
            "replaced_by: there is no entry “ghost”, here or in the file.",
        ),
        (term_row(colour="red"), "colour: there is no such field."),
        (term_row(publish_at="soon"), "publish_at: "),
        (term_row(publish_at="99999-01-01T00:00Z"), "publish_at: "),
        (term_row(name="a\x00b"), "name: holds a NUL character; remove it."),
        (term_row(name="a\x0bb"), "name: This holds a control character"),
        (term_row(name="a\ud800b"), "name: holds half of a surrogate pair; remove it."),
        ({"model": "auth.user", "fields": {}}, "“auth.user” is not part of a glossary"),
        ({"model": "glossary.term"}, "object 1: is not of the form {“model”: …, “fields”: {…}}."),
        (7, "object 1: is not of the form {“model”: …, “fields”: {…}}."),
        (
            {"model": "glossary.alias", "fields": {"term": ["ghost"], "text": "x"}},
            "entry “ghost”, alias “x” (object 1): the entry it belongs to is not in the file.",
        ),
    ],
)
def test_what_is_wrong_is_said_with_entry_and_field(path: Path, row: Any, message: str) -> None:
    make_category(slug="cat")
    rewrite(path, [row])
    said = refusal(path)
    assert message in said
    assert "Nothing was written: mend what is wrong and try again." in said


def test_a_circle_made_by_file_and_database_together_is_refused(path: Path) -> None:
    a, b = make_term("A"), make_term("B")
    make_relation(a, b, "broader")
    rows = export(path)
    tie = {"term": ["b"], "kind": "broader", "target": ["a"]}
    rewrite(path, [*rows, {"model": "glossary.relation", "fields": tie}])
    assert "closes a circle: “a” → “b” → “a”." in refusal(path)


def test_an_entry_described_twice_is_refused(path: Path) -> None:
    make_category(slug="cat")
    rewrite(path, [term_row(), term_row()])
    assert "entry “new-one” (object 2): stands in the file twice" in refusal(path)


def test_a_name_another_entry_has_is_noted_not_refused(path: Path) -> None:
    make_term("NEW!")
    make_category(slug="cat")
    rewrite(path, [term_row()])
    assert "note      “new” is a name of new, new-one." in run(path)
    assert Term.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON (line 1"),
        (b"{}", "expected a list of objects"),
        ("[]".encode("utf-16"), "is not UTF-8 (byte 1). Save it as UTF-8"),
        (b"\x1f\x8bnonsense", "is a damaged gzip file"),
        (b"[" * 200_000, "nested too deep"),
        (gzip.compress(b" " * 2_000_000), "holds more than"),
    ],
)
def test_files_that_are_no_fixture_are_refused_in_a_sentence(
    path: Path, content: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    path.write_bytes(content)
    assert message in refusal(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(tmp_path / "none.json")


def test_gzip_is_read_as_it_is_written(tmp_path: Path) -> None:
    make_term("A")
    path = tmp_path / "glossary.json.gz"
    call_command("export_glossary", output=path, stderr=io.StringIO())
    first = path.read_bytes()
    call_command("export_glossary", output=path, stderr=io.StringIO())
    assert path.read_bytes() == first
    assert "Entries: 0 new, 0 changed, 1 unchanged." in run(path)


def test_an_unknown_filter_is_refused_with_the_nearest_known() -> None:
    make_category(slug="safety")
    with pytest.raises(CommandError, match=r"no category “safty”\. Did you mean “safety”"):
        call_command("export_glossary", category=["safty"])


def test_a_failed_export_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("old")

    def fail(stream: Any) -> int:
        stream.write("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.replace_file(path, fail, compress=False)
    assert path.read_text() == "old"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_reindex_says_how_much_it_did() -> None:
    make_term()
    out = io.StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == "1 entries indexed.\n"
