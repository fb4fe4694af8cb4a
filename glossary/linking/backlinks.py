"""Links to an entry: the stored mentions, and those of texts that wait to be read again."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import Mention, PendingMentions, Term
from glossary.models.term import published_q
from glossary.process_memory import remember
from glossary.rendered_term import render_term

#: Texts shown, and texts read again for one page: no reader goes through more.
MAX_SHOWN = 50
MAX_READ = 40


class Backlink(NamedTuple):
    """A public entry that mentions another, with the sentence in three parts."""

    sort_key: str
    slug: str
    name: str
    before: str
    words: str
    after: str

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


def backlinks_of(term: Term) -> tuple[list[Backlink], bool]:
    """Return the first mention of ``term`` in each public text that links to it, A–Z, and whether
    there are more than are shown.

    Two queries. Texts that changed because of a name elsewhere are read again, in four more, once
    for each edition; nothing is written.
    """
    rows: list[Any] = list(_stored(term))
    pending = {*_pending_sources(term), *(row.source_id for row in rows if row.is_pending)}
    found = [_backlink(row.source, row) for row in rows if not row.is_pending]
    if pending:
        found += remember(f"backlinks:{term.pk}", lambda: _read_again(term.pk, pending))
    first = {link.slug: link for link in reversed(found)}
    ordered = sorted(first.values())
    return ordered[:MAX_SHOWN], len(ordered) > MAX_SHOWN


def _stored(target: Term) -> Iterable[Mention]:
    """Return stored links to ``target``, one more than are shown at most, each with ``is_pending``:
    whether its text must be read again."""
    public = Mention.objects.filter(published_q("source__"), target=target, linked=True)
    first = public.order_by("source_id", "position").values("pk")[: MAX_SHOWN + 1]
    is_pending = Exists(PendingMentions.objects.filter(source=OuterRef("source")))
    rows = Mention.objects.filter(pk__in=first).annotate(is_pending=is_pending)
    return rows.select_related("source").defer("source__in_depth")


def _pending_sources(target: Term) -> Iterable[int]:
    """Return entries whose text may mention ``target`` since it was read."""
    pending = PendingMentions.objects.filter(Q(cause=target) | Q(cause=None)).order_by("pk")
    return pending.values_list("source_id", flat=True)[:MAX_READ]


def _read_again(target: int, sources: Collection[int]) -> list[Backlink]:
    """Return the links to ``target`` in the texts of ``sources``, as they are now."""
    chosen = sorted(sources)[:MAX_READ]
    terms = Term.objects.published().filter(pk__in=chosen).prefetch_related(*PREFETCH)
    by_id = {term.pk: term for term in terms}
    first: dict[int, Mention] = {}
    for row in mentions_of(map(render_term, by_id.values())):
        if row.target_id == target and row.linked:
            first.setdefault(row.source_id, row)
    return [_backlink(by_id[pk], row) for pk, row in first.items()]


def _backlink(source: Term, row: Mention) -> Backlink:
    end = row.start + len(row.text)
    sentence = row.sentence
    return Backlink(
        source.sort_key,
        source.slug,
        source.name,
        sentence[: row.start],
        sentence[row.start : end],
        sentence[end:],
    )
