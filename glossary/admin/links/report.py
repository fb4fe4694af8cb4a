"""The link ledger of an entry: who speaks of it, and of whom it speaks, each place with its
sentence. Texts whose stored rows are out of date are read anew; nothing is written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import LinkExclusion, Mention, PendingMentions, Term
from glossary.rendered_term import render_term


@dataclass(frozen=True)
class Place:
    """A mention, its sentence in three parts, and the exclusion that silences it, if one does."""

    mention: Mention
    before: str
    words: str
    after: str
    exclusion: LinkExclusion | None = None

    @property
    def value(self) -> str:
        """What a button posts to name this place."""
        row = self.mention
        return f"{row.source_id}:{row.target_id}:{row.context}"

    @property
    def is_silenced_as_text(self) -> bool:
        return self.exclusion is not None and not self.exclusion.context


@dataclass
class Group:
    """An entry at the other end, and the places that tie the two."""

    other: Term
    places: list[Place] = field(default_factory=list)
    #: Whether the editor may change the text in which the places are, and the names they write.
    may_change_text: bool = False
    may_change_names: bool = False


def speaking_of(term: Term) -> QuerySet[Term]:
    """Return the entries whose texts speak of ``term``, or may, A–Z."""
    stored = Mention.objects.filter(target=term).values("source")
    marks = PendingMentions.objects.filter(Q(cause=term) | Q(cause=None)).values("source")
    either = Q(pk__in=stored) | Q(pk__in=marks)
    return Term.objects.filter(either).exclude(pk=term.pk).order_by("sort_key", "slug")


def incoming(term: Term, sources: Sequence[Term]) -> list[Group]:
    """Return the places in the texts of ``sources`` that speak of ``term``, grouped by text."""
    rows = [row for row in current(sources) if row.target_id == term.pk]
    groups = {source.pk: Group(source) for source in sources}
    for place in _places(rows, LinkExclusion.objects.filter(term__in=groups, target=term)):
        groups[place.mention.source_id].places.append(place)
    return [group for group in groups.values() if group.places]


def outgoing(term: Term) -> list[Group]:
    """Return the places in the text of ``term`` that speak of others, grouped by entry, in the
    order of the text."""
    rows = current([term])
    others = Term.objects.in_bulk({row.target_id for row in rows})
    groups: dict[int, Group] = {}
    for place in _places(rows, LinkExclusion.objects.filter(term=term)):
        target = place.mention.target_id
        if target in others:
            groups.setdefault(target, Group(others[target])).places.append(place)
    return list(groups.values())


def current(sources: Iterable[Term]) -> list[Mention]:
    """Return the ledger's rows for the texts of ``sources``, those out of date read anew."""
    ids = [source.pk for source in sources]
    marks = PendingMentions.objects.filter(source__in=ids).values_list("source_id", flat=True)
    stale = set(marks)
    rows = list(Mention.objects.filter(source__in=set(ids) - stale))
    if stale:
        texts = Term.objects.filter(pk__in=stale).prefetch_related(*PREFETCH)
        rows += mentions_of(map(render_term, texts))
    return sorted(rows, key=lambda row: (row.source_id, row.position))


def without_place(
    exclusions: QuerySet[LinkExclusion], groups: Collection[Group]
) -> list[LinkExclusion]:
    """Return those of ``exclusions`` that silence no place shown: their words are gone."""
    shown = {place.exclusion.pk for group in groups for place in group.places if place.exclusion}
    return [
        exclusion
        for exclusion in exclusions.select_related("term", "target")
        if exclusion.pk not in shown
    ]


def _places(rows: Iterable[Mention], exclusions: Iterable[LinkExclusion]) -> list[Place]:
    by_place = {
        (exclusion.term_id, exclusion.target_id, exclusion.context): exclusion
        for exclusion in exclusions
    }
    places = []
    for row in rows:
        exclusion = None
        if row.excluded:
            ends = row.source_id, row.target_id
            exclusion = by_place.get((*ends, "")) or by_place.get((*ends, row.context))
        places.append(Place(row, *in_three(row), exclusion))
    return places


def in_three(row: Mention) -> tuple[str, str, str]:
    """Return the sentence of a mention: before its words, they, after them."""
    end = row.start + len(row.text)
    return row.sentence[: row.start], row.sentence[row.start : end], row.sentence[end:]
