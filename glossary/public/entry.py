"""All that the page of one entry shows, gathered in a fixed number of queries."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import Alias, Application, Relation, Source, Term, TermTag
from glossary.models.term import published_q
from glossary.text.markdown import render_block
from glossary.text.plain import plain, reading_minutes
from glossary.text.sanitize import safe_url

_COLUMNS = ("part", "place", "a", "b", "c", "d")


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
    previous: Term | None
    next: Term | None
    minutes: int


def gather(term: Term) -> Entry:
    """Return what surrounds ``term``: three queries, whatever the size of the glossary."""
    parts: dict[str, list[Any]] = {"alias": [], "application": [], "source": [], "tag": []}
    for part, _place, *columns in _parts(term):
        parts[part].append(columns)
    previous, following = _neighbours(term)
    return Entry(
        aliases=[AliasPart(a, b) for a, b, *_ in parts["alias"]],
        applications=[ApplicationPart(a, b) for a, b, *_ in parts["application"]],
        sources=[SourcePart(a, safe_url(b), c, d) for a, b, c, d in parts["source"]],
        tags=[TagPart(a, b) for a, b, *_ in parts["tag"]],
        relations=_relations(term),
        previous=previous,
        next=following,
        minutes=reading_minutes(plain(render_block(term.in_depth))),
    )


def _parts(term: Term) -> QuerySet[Any, Any]:
    """Aliases, applications, sources and tags as one UNION: four tables, one round trip."""

    def columns(rows: QuerySet[Any], part: str, place: str, *names: str) -> QuerySet[Any, Any]:
        texts = [Cast(F(name), CharField()) for name in names]
        texts += [Value("", CharField())] * (4 - len(texts))  # type: ignore[list-item]
        return (
            rows.order_by()
            .annotate(
                part=Value(part, CharField()),
                place=F(place),
                **dict(zip("abcd", texts, strict=True)),
            )
            .values_list(*_COLUMNS)
        )

    shown = Alias.objects.filter(term=term).exclude(kind=Alias.Kind.MISSPELLING)
    tags = TermTag.objects.filter(content_object=term)
    return (
        columns(shown, "alias", "id", "text", "kind")
        .union(
            columns(
                Application.objects.filter(term=term),
                "application",
                "position",
                "title",
                "description",
            ),
            columns(
                Source.objects.filter(term=term), "source", "id", "title", "url", "author", "year"
            ),
            columns(tags, "tag", "id", "tag__name", "tag__slug"),
            all=True,
        )
        .order_by("part", "place", "a")
    )


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


def _neighbours(term: Term) -> tuple[Term | None, Term | None]:
    """The entries before and after in A–Z order."""
    public = Term.objects.published()
    before = public.filter(
        Q(sort_key__lt=term.sort_key) | Q(slug__lt=term.slug), sort_key__lte=term.sort_key
    ).order_by("-sort_key", "-slug")
    after = public.filter(
        Q(sort_key__gt=term.sort_key) | Q(slug__gt=term.slug), sort_key__gte=term.sort_key
    ).order_by("sort_key", "slug")
    found = Term.objects.filter(
        Q(pk=Subquery(before.values("pk")[:1])) | Q(pk=Subquery(after.values("pk")[:1]))
    ).only("name", "slug", "sort_key")
    here = (term.sort_key, term.slug)
    around = {(other.sort_key, other.slug) < here: other for other in found}
    return around.get(True), around.get(False)
