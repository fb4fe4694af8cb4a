"""The link report of an entry: the mentions of it and in it, each with its sentence. Texts whose
stored mentions are out of date are read again. Nothing is written."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from glossary.linking.mentions import PREFETCH, mentions_of
from glossary.models import LinkExclusion, Mention, PendingMentions, Term
from glossary.rendered_term import render_term


@dataclass(frozen=True)
class ShownMention:
    """A mention, its sentence in three parts, and the exclusion that turns its link off, if
    there is one."""

    mention: Mention
    before: str
    words: str
    after: str
    exclusion: LinkExclusion | None = None

    @property
    def value(self) -> str:
        """The value that a button posts."""
        row = self.mention
        return f"{row.source_id}:{row.target_id}:{row.context}"

    @property
    def is_excluded_in_text(self) -> bool:
        return self.exclusion is not None and not self.exclusion.context


@dataclass
class LinkGroup:
    """An entry at the other end, and the mentions that tie the two."""

    other: Term
    mentions: list[ShownMention] = field(default_factory=list)
    #: Whether the editor may change the text in which the mentions are, and the names they write.
    may_change_text: bool = False
    may_change_names: bool = False


def sources_of(term: Term) -> QuerySet[Term]:
    """Return the entries whose texts mention ``term``, or may mention it, from A to Z."""
    stored = Mention.objects.filter(target=term).values("source")
    marks = PendingMentions.objects.filter(Q(cause=term) | Q(cause=None)).values("source")
    either = Q(pk__in=stored) | Q(pk__in=marks)
    return Term.objects.filter(either).exclude(pk=term.pk).order_by("sort_key", "slug")


def incoming(term: Term, sources: Sequence[Term]) -> list[LinkGroup]:
    """Return the mentions in the texts of ``sources`` that speak of ``term``, grouped by text."""
    rows = [row for row in current(sources) if row.target_id == term.pk]
    groups = {source.pk: LinkGroup(source) for source in sources}
    for shown in _shown_mentions(rows, LinkExclusion.objects.filter(term__in=groups, target=term)):
        groups[shown.mention.source_id].mentions.append(shown)
    return [group for group in groups.values() if group.mentions]


def outgoing(term: Term) -> list[LinkGroup]:
    """Return the mentions in the text of ``term`` that speak of others, grouped by entry, in the
    order of the text."""
    rows = current([term])
    others = Term.objects.in_bulk({row.target_id for row in rows})
    groups: dict[int, LinkGroup] = {}
    for shown in _shown_mentions(rows, LinkExclusion.objects.filter(term=term)):
        target = shown.mention.target_id
        if target in others:
            groups.setdefault(target, LinkGroup(others[target])).mentions.append(shown)
    return list(groups.values())


def current(sources: Iterable[Term]) -> list[Mention]:
    """Return the mentions in the texts of ``sources``. Texts that are out of date are read
    again."""
    ids = [source.pk for source in sources]
    marks = PendingMentions.objects.filter(source__in=ids).values_list("source_id", flat=True)
    pending = set(marks)
    rows = list(Mention.objects.filter(source__in=set(ids) - pending))
    if pending:
        texts = Term.objects.filter(pk__in=pending).prefetch_related(*PREFETCH)
        rows += mentions_of(map(render_term, texts))
    return sorted(rows, key=lambda row: (row.source_id, row.position))


def unused_exclusions(
    exclusions: QuerySet[LinkExclusion], groups: Collection[LinkGroup]
) -> list[LinkExclusion]:
    """Return those of ``exclusions`` that silence no place shown: their words are gone."""
    shown = {shown.exclusion.pk for group in groups for shown in group.mentions if shown.exclusion}
    return [
        exclusion
        for exclusion in exclusions.select_related("term", "target")
        if exclusion.pk not in shown
    ]


def _shown_mentions(
    rows: Iterable[Mention], exclusions: Iterable[LinkExclusion]
) -> list[ShownMention]:
    by_context = {
        (exclusion.term_id, exclusion.target_id, exclusion.context): exclusion
        for exclusion in exclusions
    }
    mentions = []
    for row in rows:
        exclusion = None
        if row.excluded:
            ends = row.source_id, row.target_id
            exclusion = by_context.get((*ends, "")) or by_context.get((*ends, row.context))
        mentions.append(ShownMention(row, *split_sentence(row), exclusion))
    return mentions


def split_sentence(row: Mention) -> tuple[str, str, str]:
    """Return the sentence of a mention in three parts: before it, its words, after it."""
    end = row.start + len(row.text)
    return row.sentence[: row.start], row.sentence[row.start : end], row.sentence[end:]
