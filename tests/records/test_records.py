import json
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from glossary.models import Alias, LinkExclusion, NameExclusion, Redirect, Relation, Status, Term
from glossary.records.from_models import from_term, public_record, with_parts, with_public_parts
from glossary.records.record import AliasRecord, ExcludedLinkRecord, RelationRecord, TermRecord
from glossary.records.schema import schema
from glossary.records.serialize import RecordError, from_data, from_json, to_data, to_json
from tests.factories import make_category, make_relation, make_source, make_term


def make_full() -> Term:
    """An entry with every kind of part, tied to a public entry and to a draft."""
    public, draft = make_term("Public"), make_term("Draft", status=Status.DRAFT)
    term = make_term(
        "Full",
        category=make_category(slug="shelf"),
        applications=("One", "Two"),
        tags=("b", "A"),
        replaced_by=draft,
        sort_as="Fuller",
        publish_at="2020-01-01T00:00:00Z",
    )
    Alias.objects.create(term=term, text="FL", kind=Alias.Kind.ABBREVIATION, exact_case="exact")
    Alias.objects.create(term=term, text="Ful", kind=Alias.Kind.MISSPELLING, autolink=False)
    make_relation(term, draft, Relation.Kind.BROADER)
    make_relation(term, public, Relation.Kind.PREREQUISITE)
    make_source(term, "Book", author="A. N. Other", year=1999, url="https://e.org/")
    NameExclusion.objects.create(term=term, text="Fulls")
    LinkExclusion.objects.create(term=term, target=draft, context="the words around")
    Redirect.objects.create(term=term, slug="was-full")
    return term


@pytest.mark.usefixtures("db")
def test_a_record_holds_all_that_editors_wrote() -> None:
    term = make_full()
    record = from_term(with_parts(Term.objects.all()).get(pk=term.pk))
    assert (record.slug, record.category, record.sort_as) == ("full", "shelf", "Fuller")
    assert record.aliases == (
        AliasRecord("FL", "abbreviation", True, "exact"),
        AliasRecord("Ful", "misspelling", False, "auto"),
    )
    assert [application.title for application in record.applications] == ["One", "Two"]
    assert record.relations == (
        RelationRecord("broader", "draft"),
        RelationRecord("prerequisite", "public"),
    )
    assert record.tags == ("A", "b")
    assert record.replaced_by == "draft"
    assert record.excluded_forms == ("Fulls",)
    assert record.excluded_links == (ExcludedLinkRecord("draft", "the words around"),)
    assert record.former_slugs == ("was-full",)
    assert record.updated == term.updated


@pytest.mark.usefixtures("db")
def test_a_public_record_holds_what_readers_may_know() -> None:
    term = with_public_parts(Term.objects.all()).get(pk=make_full().pk)
    record = public_record(term)
    assert record.aliases == (AliasRecord("FL", "abbreviation", True, "exact"),)
    assert record.relations == (RelationRecord("prerequisite", "public"),)
    assert record.replaced_by is None
    assert (record.excluded_forms, record.excluded_links, record.former_slugs) == ((), (), ())


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("entries", [1, 3])
def test_many_records_cost_as_many_queries_as_one(
    entries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(entries):
        term = make_term(aliases=("Alias of its own",), tags=("tag",), applications=("Use",))
        make_relation(term, make_term(status=Status.DRAFT))
    public = Term.objects.published()
    with django_assert_num_queries(9):
        assert len([from_term(term) for term in with_parts(public)]) == entries
    with django_assert_num_queries(6):
        assert len([public_record(term) for term in with_public_parts(public)]) == entries


@pytest.mark.usefixtures("db")
def test_a_record_survives_json() -> None:
    record = from_term(make_full())
    assert from_json(to_json(record)) == record
    assert from_data(json.loads(to_json(record))) == record
    assert to_data(record)["publish_at"] == "2020-01-01T00:00:00Z"


def test_what_has_a_default_may_be_missing() -> None:
    least = {"slug": "a", "name": "A", "category": "c", "definition": "What A is."}
    assert from_data(least) == TermRecord("a", "A", "c", "What A is.")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"colour": 1}, "colour: there is no such field."),
        ({"name": None}, "name: a text was expected, not null."),
        ({"name": 7}, "name: a text was expected, not 7."),
        (
            {"level": "expert"},
            'level: one of beginner, intermediate, advanced was expected, not "expert".',
        ),
        ({"level": []}, "level: one of beginner, intermediate, advanced was expected, not []."),
        ({"autolink": 1}, "autolink: true or false was expected, not 1."),
        ({"tags": "a, b"}, 'tags: a list was expected, not "a, b".'),
        ({"tags": ["a", 2]}, "tags[1]: a text was expected, not 2."),
        ({"aliases": ["AI"]}, 'aliases[0]: an object was expected, not "AI".'),
        ({"aliases": [{"kind": "synonym"}]}, "aliases[0].text: this field is missing."),
        (
            {"relations": [{"kind": "like", "slug": "b"}]},
            "relations[0].kind: one of broader, related, prerequisite, distinct was expected, "
            'not "like".',
        ),
        (
            {"sources": [{"title": "T", "year": True}]},
            "sources[0].year: a whole number was expected, not true.",
        ),
        ({"updated": "soon"}, 'updated: a time was expected, not "soon".'),
        ({"updated": 5}, "updated: a time was expected, not 5."),
        (
            {"updated": "2026-01-01T00:00:00"},
            "updated: a time with its zone, such as 2026-11-24T12:00:00Z was expected, "
            'not "2026-01-01T00:00:00".',
        ),
    ],
)
def test_what_is_no_record_is_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    data = to_data(TermRecord("a", "A", "c", "What A is.")) | change
    with pytest.raises(RecordError) as refusal:
        from_data(data)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 100_000])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match=r"not JSON|an object was expected"):
        from_json(text)


def test_a_record_does_not_change() -> None:
    record = TermRecord("a", "A", "c", "What A is.")
    with pytest.raises(AttributeError):
        record.name = "B"  # type: ignore[misc]
    assert replace(record, name="B") != record


def test_the_documented_schema_is_that_of_the_record() -> None:
    text = (Path(__file__).parents[2] / "docs/records.md").read_text()
    documented = json.loads(text.rpartition("```json\n")[2].partition("```")[0])
    assert documented == schema()


def test_the_documentation_names_every_field() -> None:
    text = (Path(__file__).parents[2] / "docs/records.md").read_text()
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(field.name for field in fields(TermRecord))
