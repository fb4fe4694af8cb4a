"""What a process remembers, and when it forgets."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from glossary.indexing.refresh import raise_edition
from glossary.models import Edition, Term
from glossary.process_memory import _MAX_VALUES, is_first, remember
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def count_public() -> int:
    return remember("count", lambda: Term.objects.published().count())


def test_a_value_is_made_once_in_an_edition(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_term()
    assert count_public() == 1
    with django_assert_num_queries(1):
        assert count_public() == 1
    edition = Edition.current()
    with django_assert_num_queries(0):
        assert remember("count", Term.objects.count, edition) == 1


def test_a_new_edition_starts_with_nothing() -> None:
    assert count_public() == 0
    make_term()
    assert count_public() == 1


def test_an_edition_of_the_same_number_is_another() -> None:
    raise_edition()
    assert remember("key", lambda: "before") == "before"
    Edition.objects.update(token="restored")
    assert remember("key", lambda: "after") == "after"


def test_a_scheduled_entry_appears_at_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    make_term()
    make_term(publish_at=timezone.now() + timedelta(hours=1))
    edition = Edition.current()
    assert count_public() == 1
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Edition.current() == edition
    assert count_public() == 2


def test_only_so_many_values_are_kept() -> None:
    for number in range(_MAX_VALUES + 1):
        remember(f"key {number}", lambda: "first", "1-a")
    assert remember(f"key {_MAX_VALUES}", lambda: "second", "1-a") == "first"
    assert remember("key 0", lambda: "second", "1-a") == "second"


def test_a_failure_is_not_remembered() -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any will do
        remember("key", fail)
    assert remember("key", lambda: 1) == 1


def test_a_key_is_first_again_after_some_time() -> None:
    assert is_first("key", seconds=60)
    assert not is_first("key", seconds=60)
    assert is_first("other", seconds=0)
    assert is_first("other", seconds=0)
