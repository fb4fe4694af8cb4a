import json
from pathlib import Path
from typing import Any

import pytest

from glossary.exchange.fixture.schema import FIELDS, label
from glossary.exchange.importing.checks import make_plan
from glossary.exchange.importing.reader import read_fixture
from glossary.models import Term
from tests.exchange.fixture_rows import (
    category_row,
    exclusion_row,
    export,
    refusal,
    rewrite,
    row,
    run,
    term_row,
    tie_row,
)
from tests.factories import (
    make_category,
    make_link_exclusion,
    make_name_exclusion,
    make_relation,
    make_source,
    make_term,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (term_row(level="expert"), "level: Value 'expert' is not a valid choice."),
        (term_row(definition="x" * 1_001), "definition: "),
        (term_row(slug="search"), "reserved for the site"),
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
        (term_row(autolink="yes"), "autolink: expected true or false."),
        (term_row(exact_case="may"), "exact_case: Value 'may' is not a valid choice."),
        (term_row(colour="red"), "colour: there is no such field."),
        (term_row(publish_at="soon"), "publish_at: "),
        (term_row(publish_at="99999-01-01T00:00Z"), "publish_at: "),
        (term_row(name="a\x00b"), "name: holds a NUL character; remove it."),
        (term_row(name="a\x0bb"), "name: This contains a control character"),
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
    assert "Nothing was written. Correct the errors and try again." in said


def test_a_cycle_made_by_file_and_database_together_is_refused(path: Path) -> None:
    a, b = make_term("A"), make_term("B")
    make_relation(a, b, "broader")
    rows = export(path)
    relation = {"term": ["b"], "kind": "broader", "target": ["a"]}
    rewrite(path, [*rows, {"model": "glossary.relation", "fields": relation}])
    assert "closes a cycle: “a” → “b” → “a”." in refusal(path)


def test_circular_replacements_are_refused_with_entry_and_field(path: Path) -> None:
    make_category(slug="cat")
    ring = ["a", "b", "c"]
    rows = [
        term_row(slug, status="deprecated", replaced_by=[after])
        for slug, after in zip(ring, [*ring[1:], "a"], strict=True)
    ]
    rewrite(path, rows)
    what = "replaced_by: closes a cycle: “a” → “b” → “c” → “a”. Change one of them."
    assert f"entry “a” (object 1): {what}" in refusal(path)


def test_a_replacement_that_leads_back_through_the_database_is_refused(path: Path) -> None:
    a, b = make_term("A", status="deprecated"), make_term("B")
    rows = [term_row("b", category=[b.category.slug], status="deprecated", replaced_by=["a"])]
    Term.objects.filter(pk=a.pk).update(replaced_by=b)
    rewrite(path, rows)
    what = "entry “b” (object 1): replaced_by: closes a cycle: "
    assert what in refusal(path)
    rewrite(path, [*rows, term_row("a", category=[b.category.slug], status="deprecated")])
    assert run(path).count("closes a cycle") == 0


def test_an_entry_described_twice_is_refused(path: Path) -> None:
    make_category(slug="cat")
    rewrite(path, [term_row(), term_row()])
    assert "entry “new-one” (object 2): stands in the file twice" in refusal(path)


ODD: list[Any] = [
    *(None, "", " ", "x\x00", "\ud800", 0, -1, 10**30, 1.5, float("inf"), True),
    *([], {}, [None], [""], [[]], ["a", "b"], ["\ud800"], ["x\x00"], ["x" * 300], "x" * 100_000),
    *("2026-02-30", "2026-01-01T00:00:00+99:99", "9999-12-31T23:59:59-12:00"),
]


@pytest.mark.parametrize("model", FIELDS, ids=label)
def test_no_odd_value_gets_past_the_sentences(path: Path, model: Any) -> None:
    first = make_term("A", aliases=("b",), applications=("c",), tags=("d",))
    make_source(first)
    make_name_exclusion(first, "As")
    make_relation(first, other := make_term("B"))
    make_link_exclusion(first, other, "e")
    row_of = {each["model"]: each["fields"] for each in export(path)}
    row_of["glossary.page"] = {"title": "P", "slug": "p"}
    row_of["glossary.navigationlink"] = {"label": "L", "url": "/"}
    row_of["glossary.redirect"] = {"slug": "f", "term": ["b"]}
    around = [{"model": name, "fields": fields} for name, fields in row_of.items()]
    for name in FIELDS[model]:
        for odd in ODD:
            odd_row = {"model": label(model), "fields": {**row_of[label(model)], name: odd}}
            kept = [each for each in around if each["model"] != label(model)]
            text = json.dumps([*kept, odd_row]).replace("Infinity", "1e400")
            path.write_text(text, encoding="utf-8")
            for problem in make_plan(read_fixture(path)).problems:
                assert problem.where
                assert problem.what.endswith(".")
                assert len(problem.where) + len(problem.what) < 590, "the end would be cut off"


def test_a_fault_in_a_long_row_is_said_within_the_line(path: Path) -> None:
    rewrite(path, [row("x" * 10_000_000), term_row("x" * 10_000_000, colour=1)])
    said = refusal(path)
    assert "…” is not part of a glossary; remove it." in said
    assert "has 10000000 characters; 200 are allowed." in said


def test_a_faulty_row_is_not_called_absent_by_those_that_refer_to_it(path: Path) -> None:
    rows = [
        category_row(order="first"),
        row("tag", name="T", slug="No slug"),
        term_row("a", level="expert"),
        row("termtag", content_object=["b"], tag=["t"]),
        term_row("b", replaced_by=["a"]),
    ]
    rewrite(path, rows)
    said = refusal(path)
    assert said.count("wrong     ") == 3
    assert "there is no" not in said


def test_after_a_thousand_faults_nobody_reads_on(path: Path) -> None:
    make_category(slug="cat")
    rewrite(path, [term_row(f"s-{n}", colour=1, level=2) for n in range(3_000)])
    said = refusal(path)
    assert "wrong     … and 901 more." in said
    assert "Wrong: 1001." in said


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([tie_row("a", "related", "a")], "target: an entry cannot be related to itself."),
        (
            [tie_row("a", "broader", "b"), tie_row("b", "broader", "c")],
            "closes a cycle: “a” → “b” → “c” → “a”. Remove one of them.",
        ),
        ([exclusion_row("a", "a")], "target: an entry never links to itself."),
        ([exclusion_row("a", "ghost")], "target: there is no entry “ghost”, here or in the file."),
        ([exclusion_row("ghost", "a")], "the entry it belongs to is not in the file."),
        (
            [exclusion_row("a", "b", "x" * 201)],
            "context: has 201 characters; 200 are allowed.",
        ),
        (
            [exclusion_row("a", "b", "x")] * 2,
            "entry “a”, excluded link “x b” (object 5): stands in the file twice",
        ),
        (
            [row("nameexclusion", term=["a"], text="As")] * 2,
            "entry “a”, form not to link “As” (object 5): stands in the file twice",
        ),
        ([row("nameexclusion", term=["a"], text="x" * 201)], "text: has 201 characters; 200 are"),
        ([tie_row("a", "related", "b")] * 2, "(object 5): stands in the file twice; remove one"),
        (
            [row("alias", term=["a"], text="x")] * 2,
            "entry “a”, alias “x” (object 5): stands in the file twice; remove one of the two.",
        ),
        (
            [row("termtag", content_object=["a"], tag=[name]) for name in ("Éa", "ea")],
            "tag of an entry “ea” (object 5): stands in the file twice",
        ),
        ([category_row("cat2", name="Cat")], "categories “cat” and “cat2”: name: both have “Cat”"),
        (
            [row("tag", name=name, slug="t") for name in ("one", "two")],
            "tags “one” and “two”: slug: both have “t”; change one.",
        ),
        ([row("tag", name="A", slug="a"), row("tag", name="a", slug="b")], "tag “a” (object 5)"),
        ([row("tag", name="ﷺ" * 90, slug="b")], "too long once its ligatures are spelled out."),
        ([term_row("d", replaced_by=["d"])], "replaced_by: an entry cannot replace itself."),
        ([row("page", title="P", slug="admin")], "“admin” is reserved for the site."),
        (
            [row("page", title="P", slug="p") | {"extra": 1}],
            "extra: only “model” and “fields” are known here.",
        ),
    ],
)
def test_what_is_wrong_between_rows_is_said(path: Path, rows: list[Any], message: str) -> None:
    c = make_term("C", slug="c", category=make_category(slug="other"))
    make_relation(c, make_term("A", slug="a", category=c.category), "broader")
    rewrite(path, [category_row(), term_row("a"), term_row("b"), *rows])
    assert message in refusal(path)
