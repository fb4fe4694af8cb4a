"""The ledger and who speaks of an entry: right at the next reading, whatever happened elsewhere."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glossary.indexing.refresh import reindex
from glossary.linking import pending
from glossary.linking.backlinks import MAX_SHOWN
from glossary.models import Alias, Application, Mention, PendingMentions, Status, Term
from tests.factories import make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def speaker(number: int, source: str = "Speaks of a quantum zebra.") -> Term:
    return make_term(f"Speaker {number:03}", definition=source, in_depth="", key_takeaway="")


def mentioned_in(client: Client, term: Term) -> list[str]:
    """Return the names of the texts that the page of ``term`` says mention it."""
    context = client.get(term.get_absolute_url()).context
    return [backlink.name for backlink in context["backlinks"]]


def test_every_mention_is_a_row_with_its_sentence() -> None:
    target = make_term("Zebra", aliases=("Stripes",))
    source = make_term(
        "Speaker",
        definition="A `zebra` is no zebra.",
        in_depth="First. Then [[stripes|these]] & zebras come. Last.\n\n# Zebra\n\n- zebra",
        key_takeaway="",
    )
    Application.objects.create(term=source, title="Zoo", description="It has **zebras**.")
    assert [
        (m.field, m.position, m.text, m.sentence, m.start, m.linked, m.by_hand)
        for m in source.mentions.all()
    ] == [
        ("definition", 0, "zebra", "A zebra is no zebra.", 14, False, False),
        ("in_depth", 1, "these", "Then these & zebras come.", 5, True, True),
        ("in_depth", 2, "zebras", "Then these & zebras come.", 13, False, False),
        ("in_depth", 3, "zebra", "zebra", 0, False, False),
        ("application", 4, "zebras", "It has zebras.", 7, False, False),
    ]
    assert {m.target for m in source.mentions.all()} == {target}
    assert target.mentions.count() == 0


def test_a_page_says_who_speaks_of_it_with_the_words_marked(client: Client) -> None:
    target = make_term("Zebra")
    make_term("B speaker", definition="<b>It</b> says zebra & more.")
    make_term("A speaker", definition="Zebras! And a zebra.")
    make_term("Hidden", definition="A zebra.", status=Status.DRAFT)
    html = html_of(client.get(target.get_absolute_url()))
    assert (
        '<ul class="mentioned-in"><li><a href="/glossary/a-speaker/">A speaker</a>'
        "<p><mark>Zebras</mark>!</p></li>"
        '<li><a href="/glossary/b-speaker/">B speaker</a>'
        "<p>It says <mark>zebra</mark> &amp; more.</p></li></ul>"
    ) in html
    assert "Hidden" not in html


def test_no_more_texts_are_listed_than_a_reader_goes_through(client: Client) -> None:
    target = make_term("Quantum zebra")
    for number in range(MAX_SHOWN + 2):
        speaker(number)
    context = client.get(target.get_absolute_url()).context
    assert (len(context["backlinks"]), context["has_more_backlinks"]) == (MAX_SHOWN, True)


@pytest.mark.parametrize("count", [3, 60])
def test_a_new_name_is_right_everywhere_at_the_next_reading(client: Client, count: int) -> None:
    speakers = [speaker(number) for number in range(count)]
    target = make_term("Quantum zebra", in_depth="")
    for other in (speakers[0], speakers[-1]):
        page = html_of(client.get(other.get_absolute_url()))
        assert '<a class="term" href="/glossary/quantum-zebra/">quantum zebra</a>' in page
    found = mentioned_in(client, target)
    assert len(found) >= min(count, pending.MAX_PROCESSED)
    assert set(found) <= {other.name for other in speakers}
    stored = Mention.objects.count() + PendingMentions.objects.count()
    assert stored == count
    reindex()
    assert (Mention.objects.count(), PendingMentions.objects.count()) == (count, 0)
    assert len(mentioned_in(client, target)) == min(count, MAX_SHOWN)


def test_reading_marked_texts_writes_nothing_and_is_remembered(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(pending, "MAX_PROCESSED", 0)
    other = speaker(1)
    target = make_term("Quantum zebra")
    assert PendingMentions.objects.get().source == other
    assert mentioned_in(client, target) == [other.name]
    with django_assert_num_queries(15):
        assert mentioned_in(client, target) == [other.name]
    assert PendingMentions.objects.count() == 1
    other.definition = "Speaks of nothing."  # type: ignore[assignment]
    other.save()
    assert mentioned_in(client, target) == []


@pytest.mark.parametrize("processed", [0, 20])
def test_what_goes_takes_its_mentions_and_uncovers_others(
    client: Client, monkeypatch: pytest.MonkeyPatch, processed: int
) -> None:
    monkeypatch.setattr(pending, "MAX_PROCESSED", processed)
    zebra, long = make_term("Zebra"), speaker(0, "A unicorn.")
    long.name = "Quantum zebra"
    long.save()
    other = speaker(1)
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([], [other.name])

    long.status = Status.DRAFT
    long.save()
    assert mentioned_in(client, zebra) == [other.name]
    long.status = Status.PUBLISHED
    long.save()
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([], [other.name])

    long.autolink = False
    long.save()
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([other.name], [])
    long.autolink = True
    long.save()
    long.name = "Quantum horse"
    long.save()
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([other.name], [])
    alias = Alias.objects.create(term=long, text="Quantum zebra")
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([], [other.name])
    alias.delete()
    assert (mentioned_in(client, zebra), mentioned_in(client, long)) == ([other.name], [])
    Alias.objects.create(term=long, text="Quantum zebra")
    long.delete()
    assert mentioned_in(client, zebra) == [other.name]


@pytest.mark.parametrize("processed", [0, 20])
def test_a_second_entry_of_the_same_name_ends_the_links_to_the_first(
    client: Client, monkeypatch: pytest.MonkeyPatch, processed: int
) -> None:
    monkeypatch.setattr(pending, "MAX_PROCESSED", processed)
    first, other = make_term("Quantum zebra", slug="first"), speaker(1)
    assert mentioned_in(client, first) == [other.name]
    second = make_term("Quantum zebra", slug="second")
    assert (mentioned_in(client, first), mentioned_in(client, second)) == ([], [])
    second.delete()
    assert mentioned_in(client, first) == [other.name]


def test_a_change_of_words_alone_marks_no_text_elsewhere(client: Client) -> None:
    target = make_term("Quantum zebra")
    speaker(1)
    before = list(Mention.objects.values_list("pk", flat=True).filter(target=target))
    target.definition = "Other words."  # type: ignore[assignment]
    target.save()
    assert list(Mention.objects.values_list("pk", flat=True).filter(target=target)) == before


def test_a_reference_to_a_draft_counts_when_it_is_published(client: Client) -> None:
    target = make_term("Zebra", status=Status.DRAFT)
    other = speaker(1, "Speaks of [[zebra|it]] and a zebra.")
    assert other.mentions.count() == 0
    target.status = Status.PUBLISHED
    target.save()
    assert mentioned_in(client, target) == [other.name]
