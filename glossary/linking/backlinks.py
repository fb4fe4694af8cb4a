"""Who speaks of an entry: the stored mentions, and those of texts whose rows are out of date."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import Mention, PendingMentions, Term
from glossary.models.term import published_q
from glossary.rendered_term import render_term

#: Texts shown, and texts read anew for one page: no reader goes through more.
MOST = 50
MOST_READ = 40


class Incoming(NamedTuple):
    """A public text that speaks of an entry, with the sentence in three parts."""

    sort_key: str
    slug: str
    name: str
    before: str
    words: str
    after: str

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


def stored(target: Term) -> QuerySet[Mention]:
    """Return at most MOST and one links to ``target`` in texts a reader may see, by an index, each
    with ``stale``: whether its text must be read anew."""
    shown = Mention.objects.filter(published_q("source__"), target=target, linked=True)
    first = shown.order_by("source_id", "position").values("pk")[: MOST + 1]
    marked = Exists(PendingMentions.objects.filter(source=OuterRef("source")))
    return Mention.objects.filter(pk__in=first).annotate(stale=marked)


def marked(target: Term) -> QuerySet[PendingMentions]:
    """Return at most MOST_READ marks of texts that may speak of ``target`` since they were read."""
    marks = PendingMentions.objects.filter(Q(cause=target) | Q(cause=None)).order_by("pk")
    return PendingMentions.objects.filter(pk__in=marks.values("pk")[:MOST_READ])


def read_anew(target: int, sources: Collection[int]) -> list[Incoming]:
    """Return what of the texts of ``sources`` speaks of the entry ``target``, read now; writes
    nothing. Four queries."""
    chosen = sorted(sources)[:MOST_READ]
    terms = Term.objects.published().filter(pk__in=chosen).prefetch_related(*PREFETCH)
    by_id = {term.pk: term for term in terms}
    first: dict[int, Mention] = {}
    for row in mentions_of(map(render_term, by_id.values())):
        if row.target_id == target and row.linked:
            first.setdefault(row.source_id, row)
    return [
        incoming(
            by_id[pk].sort_key, by_id[pk].slug, by_id[pk].name, row.sentence, row.start, row.text
        )
        for pk, row in first.items()
    ]


def incoming(
    sort_key: str, slug: str, name: str, sentence: str, start: int, words: str
) -> Incoming:
    """Return a mention with its sentence cut around ``words``, which begin at ``start``."""
    end = start + len(words)
    return Incoming(sort_key, slug, name, sentence[:start], sentence[start:end], sentence[end:])


def in_order(found: Iterable[Incoming]) -> tuple[list[Incoming], bool]:
    """Return one mention for each text, A–Z, at most MOST, and whether there are more."""
    each = {mention.slug: mention for mention in reversed(list(found))}
    ordered = sorted(each.values())
    return ordered[:MOST], len(ordered) > MOST
