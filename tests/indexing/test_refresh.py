"""Saving an entry refreshes what is derived from it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from glossary.models import Alias
from tests.factories import make_term


def test_one_save_takes_few_statements(db: None) -> None:
    """Those of transactions are counted, too."""
    make_term("Zebra")
    term = make_term("Animal", aliases=("Creature",), applications=("Zoo",), tags=("life",))
    term.definition = "A zebra is one."  # type: ignore[assignment]
    with CaptureQueriesContext(connection) as captured:
        term.save()
    assert len(captured) <= 40
    assert [mention.text for mention in term.mentions.all()] == ["zebra"]
    assert Alias.objects.count() == 1
