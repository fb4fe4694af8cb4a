"""All that the page of one entry shows, gathered in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.linking.backlinks import Incoming, incoming
from glossary.models import Relation, Term
from glossary.models.term import published_q
from glossary.public.term_page.related_rows import parts_of
from glossary.text.sanitize import safe_url


class AliasPart(NamedTuple):
    text: str
    kind: str


class ApplicationPart(NamedTuple):
    title: str
    description: str


class SourcePart(NamedTuple):
    title: str
    url: str
    author: str
    year: str


class TagPart(NamedTuple):
    name: str
    slug: str


class MentionPart(NamedTuple):
    source: int
    shown: Incoming
    stale: bool


@dataclass
class RelationGroup:
    """Entries tied to this one in the same way, with the heading readers see."""

    key: str
    heading: str | Promise
    terms: list[Term] = field(default_factory=list)


@dataclass
class Entry:
    """What surrounds a term on its page."""

    aliases: list[AliasPart]
    applications: list[ApplicationPart]
    sources: list[SourcePart]
    tags: list[TagPart]
    relations: list[RelationGroup]
    #: Links that editors switched off in this text: entry and place.
    exclusions: frozenset[tuple[int, str]]
    previous: Term | None
    next: Term | None
    #: Stored mentions in other texts, and texts that have to be read anew for others.
    mentions: list[MentionPart]
    stale: frozenset[int]
    edition: int
    newest_name: int


def load_term_page(term: Term) -> Entry:
    """Return what surrounds ``term``: two queries, whatever the size of the glossary."""
    parts = parts_of(term)
    around = [[Term(name=a, slug=b) for a, b, *_ in parts[part]] for part in ("previous", "next")]
    return Entry(
        aliases=[AliasPart(a, b) for a, b, *_ in parts["alias"]],
        applications=[ApplicationPart(a, b) for a, b, *_ in parts["application"]],
        sources=[SourcePart(a, safe_url(b), c, d) for a, b, c, d, *_ in parts["source"]],
        tags=[TagPart(a, b) for a, b, *_ in parts["tag"]],
        relations=_relations(term),
        exclusions=frozenset((int(a), b) for a, b, *_ in parts["exclusion"]),
        previous=next(iter(around[0]), None),
        next=next(iter(around[1]), None),
        mentions=[_mention(*columns) for columns in parts["mention"]],
        stale=frozenset(int(a) for a, *_ in parts["stale"]),
        edition=next((int(a) for a, *_ in parts["edition"]), 0),
        newest_name=next((int(a) for a, *_ in parts["name"]), 0),
    )


def _mention(
    key: str, slug: str, name: str, sentence: str, start: str, words: str, stale: str, source: str
) -> MentionPart:
    shown = incoming(key, slug, name, sentence, int(start), words)
    return MentionPart(int(source), shown, bool(stale))


_HEADINGS: dict[tuple[str, bool], tuple[str, str | Promise]] = {
    (Relation.Kind.PREREQUISITE, True): ("prerequisite", _("Read first")),
    (Relation.Kind.DISTINCT, True): ("distinct", _("Not to be confused with")),
    (Relation.Kind.DISTINCT, False): ("distinct", _("Not to be confused with")),
    (Relation.Kind.BROADER, True): ("broader", _("Broader")),
    (Relation.Kind.BROADER, False): ("narrower", _("Narrower")),
    (Relation.Kind.RELATED, True): ("related", _("Related")),
    (Relation.Kind.RELATED, False): ("related", _("Related")),
    (Relation.Kind.PREREQUISITE, False): ("next", _("Read next")),
}


def _relations(term: Term) -> list[RelationGroup]:
    """Ties stated here and ties stated elsewhere, to entries a reader may see."""
    rows = (
        Relation.objects.filter(
            Q(term=term) & published_q("target__") | Q(target=term) & published_q("term__")
        )
        .select_related("term", "target")
        .only("kind", *(f"{end}__{name}" for end in ("term", "target") for name in _BRIEF))
        .order_by("term__sort_key", "target__sort_key")
    )
    groups = {key: RelationGroup(key, heading) for key, heading in _HEADINGS.values()}
    for row in rows:
        stated_here = row.term_id == term.pk
        other = row.target if stated_here else row.term
        group = groups[_HEADINGS[row.kind, stated_here][0]]
        if other not in group.terms:
            group.terms.append(other)
    return [group for group in groups.values() if group.terms]


_BRIEF = ("name", "slug", "level", "status", "sort_key")
