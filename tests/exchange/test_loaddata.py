"""``loaddata`` over a glossary that is there already, and dumps that name users."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError

from glossary.models import (
    Alias,
    Asked,
    Edition,
    Mention,
    Name,
    NotWanted,
    Spelling,
    Term,
    Unnamed,
)
from glossary.search import store
from tests.exchange.importing import export, exported, rewrite, run
from tests.factories import make_category, make_relation, make_term, make_user

pytestmark = pytest.mark.django_db


def dump(path: Path, *labels: str) -> None:
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", *labels, output=str(path), verbosity=0, **natural)


def load(path: Path) -> None:
    call_command("loaddata", str(path), verbosity=0)


def names() -> list[tuple[str, int]]:
    return sorted(Name.objects.filter(listed=True).values_list("text", "kind"))


@pytest.mark.parametrize("labels", [["glossary"], ["auth", "glossary"]])
def test_a_dump_loads_where_its_editors_are_unknown(path: Path, labels: list[str]) -> None:
    make_term("A", updated_by=make_user("Editors", username="ed"))
    before = exported()
    dump(path, *labels)
    Term.objects.all().delete()
    User.objects.all().delete()
    load(path)
    assert exported() == before
    assert User.objects.count() == len(labels) - 1


def test_the_derived_rows_of_a_dump_push_none_of_ours_aside(path: Path) -> None:
    make_term("Theirs", aliases=("T",))
    dump(path, "glossary")
    taken = list(Name.objects.values_list("pk", flat=True))
    Term.objects.all().delete()
    ours = make_term("Ours")
    Name.objects.filter(term=ours, kind=Name.Kind.HEADWORD).update(id=taken[0])
    Edition.objects.update(number=1_000)
    load(path)
    assert names() == [("Ours", 0), ("T", 1), ("Theirs", 0)]
    assert store.count() == 2
    assert Edition.objects.get().number > 1_000


def test_derived_and_counted_rows_of_a_dump_do_no_harm(path: Path) -> None:
    first, second = make_term("First"), make_term("Second")
    day = {"day": "2026-11-24", "results": 0}
    asked = Asked.objects.create(kind="search", words="x", **day)
    NotWanted.objects.create(key="x")
    Spelling.objects.get_or_create(number=7, word="x")
    Unnamed.objects.create(term=first, key="x", text="X", sentence="X.")
    place = {"field": "definition", "position": 9, "start": 0, "linked": True}
    Mention.objects.create(source=first, target=second, text="X", sentence="X.", **place)
    dump(path, "glossary")
    # Here the same rows have other ids.
    for row in (asked, NotWanted.objects.get(), Spelling.objects.get(number=7, word="x")):
        row.delete()
    Asked.objects.create(kind="search", words="y", **day)
    Asked.objects.create(kind="search", words="x", **day)
    NotWanted.objects.create(key="y")
    NotWanted.objects.create(key="x")
    Spelling.objects.create(number=7, word="y")
    Spelling.objects.create(number=7, word="x")
    load(path)
    assert sorted(Asked.objects.values_list("words", flat=True)) == ["x", "y"]
    assert sorted(NotWanted.objects.values_list("key", flat=True)) == ["x", "y"]
    before = exported()
    said = run(path)
    assert "Wrong: 0." in said
    assert exported() == before


def test_over_another_glossary_rows_of_one_key_are_replaced_and_none_removed(path: Path) -> None:
    category = make_category(slug="cat")
    theirs = make_term("A", slug="a", category=category, aliases=("x",), tags=("t",))
    make_relation(theirs, make_term("B", slug="b"))
    rows = export(path)
    theirs.relations.all().delete()
    Term.objects.filter(slug="b").delete()
    Term.objects.filter(slug="a").update(definition="Ours.")
    Alias.objects.update(text="y")
    make_term("C", slug="c")
    load(path)
    assert sorted(Term.objects.values_list("slug", "definition")) == [
        ("a", "What A is."),
        ("b", "What B is."),
        ("c", "What C is."),
    ]
    assert sorted(Alias.objects.values_list("text", flat=True)) == ["x", "y"]
    assert names() == [("A", 0), ("B", 0), ("C", 0), ("x", 1), ("y", 1)]
    rows[0]["fields"]["slug"] = "other"
    rewrite(path, rows)
    before = exported()
    with pytest.raises(IntegrityError, match=r"glossary\.Category"):
        load(path)
    assert exported() == before
