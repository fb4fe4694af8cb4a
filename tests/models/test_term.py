from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from glossary.models import Level, Status, Term
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")


def test_queryset_and_instance_agree_on_who_is_public() -> None:
    past, future = (timezone.now() + timedelta(hours=h) for h in (-1, 1))
    for status in Status:
        for publish_at in (None, past, future):
            make_term(status=status, publish_at=publish_at)
    public = set(Term.objects.published())
    assert public == {term for term in Term.objects.all() if term.is_published}
    assert len(public) == 4


def test_levels_ascend() -> None:
    assert [level.rank for level in Level] == [1, 2, 3]


def test_a_category_in_use_is_protected() -> None:
    with pytest.raises(ProtectedError):
        make_term().category.delete()


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("search", "reserved for the site"),
        ("feed", "reserved for the site"),
        ("Gen AI", "Use “gen-ai”"),
        ("a/b", "Use “a-b”"),
        ("..", "cannot be used in an address. It needs a letter or a digit."),
        ("---", "cannot be used in an address. It needs a letter or a digit."),
        ("c++", "Use “c-plus-plus”"),
        ("x" * 180 + " ", f"Use “{'x' * 180}”"),
    ],
)
def test_addresses_that_would_not_work_are_refused(slug: str, message: str) -> None:
    term = Term(name="X", slug=slug, category=make_category(), definition="X.")
    with pytest.raises(ValidationError, match=message):
        term.full_clean()


def test_an_address_may_be_as_long_as_its_column_and_no_longer() -> None:
    term = make_term(slug="x" * 200)
    term.full_clean()
    term.slug = "x" * 201
    with pytest.raises(ValidationError) as refused:
        term.full_clean()
    (said,) = refused.value.message_dict["slug"]
    assert said == "Ensure this value has at most 200 characters (it has 201)."


def test_every_markdown_field_is_bounded() -> None:
    term = Term(
        name="X",
        slug="x",
        category=make_category(),
        definition="d" * 1_001,
        key_takeaway="k" * 1_001,
        in_depth="i" * 50_001,
    )
    with pytest.raises(ValidationError) as refused:
        term.full_clean()
    assert sorted(refused.value.message_dict) == ["definition", "in_depth", "key_takeaway"]


def test_the_first_publication_is_remembered() -> None:
    term = make_term(status=Status.DRAFT)
    assert term.first_published is None
    term.status = Status.PUBLISHED
    term.save()
    first = term.first_published
    assert first == term.updated
    term.status = Status.DRAFT
    term.save()
    assert term.first_published == first


@pytest.mark.parametrize("length", [2, 3])
def test_replacements_never_form_a_cycle(length: int) -> None:
    first, *others = [make_term(f"T{number}", status="deprecated") for number in range(length)]
    for term, successor in pairwise([first, *others]):
        term.replaced_by = successor
        term.full_clean()
        term.save()
    others[-1].replaced_by = first
    with pytest.raises(ValidationError) as refused:
        others[-1].full_clean()
    assert refused.value.message_dict == {
        "replaced_by": [f"This would close a cycle: “T0” already leads to “T{length - 1}”."]
    }


def test_an_existing_cycle_further_on_does_not_stop_saving() -> None:
    one, two, three = (make_term(status="deprecated") for _number in range(3))
    Term.objects.filter(pk=one.pk).update(replaced_by=two)
    Term.objects.filter(pk=two.pk).update(replaced_by=one)
    three.replaced_by = one
    three.full_clean()
