"""The rows around an entry that its page shows, read with plain queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import Alias, Application, LinkExclusion, Relation, Source, Tag, Term
from glossary.models.term import published_q
from glossary.text.sanitize import safe_url

#: The columns of another entry that the page shows.
_SHOWN = ("name", "slug", "level", "status", "sort_key")


@dataclass
class RelationGroup:
    """Entries related to this one in the same way, with the heading readers see."""

    key: str
    heading: str | Promise
    terms: list[Term] = field(default_factory=list)


@dataclass
class RelatedRows:
    """What surrounds an entry on its page."""

    aliases: list[Alias]
    applications: list[Application]
    sources: list[Source]
    tags: list[Tag]
    exclusions: list[LinkExclusion]
    relations: list[RelationGroup]
    previous: Term | None
    next: Term | None


def load_term_page(term: Term) -> RelatedRows:
    """Return what surrounds ``term``: seven queries, whatever the size of the glossary."""
    previous, following = _neighbors(term)
    return RelatedRows(
        aliases=list(term.aliases.exclude(kind=Alias.Kind.MISSPELLING)),
        applications=list(term.applications.all()),
        sources=_sources(term),
        tags=list(Tag.objects.filter(term_tags__content_object=term).order_by("term_tags__id")),
        exclusions=list(term.link_exclusions.all()),
        relations=_relations(term),
        previous=previous,
        next=following,
    )


def _sources(term: Term) -> list[Source]:
    sources = list(term.sources.all())
    for source in sources:
        # A fixture may hold any address; readers follow safe ones only.
        source.url = safe_url(source.url)
    return sources


def _neighbors(term: Term) -> tuple[Term | None, Term | None]:
    """Return the public entries before and after ``term`` in A–Z order."""
    public = Term.objects.published()
    before = public.filter(
        Q(sort_key__lt=term.sort_key) | Q(slug__lt=term.slug), sort_key__lte=term.sort_key
    ).order_by("-sort_key", "-slug")
    after = public.filter(
        Q(sort_key__gt=term.sort_key) | Q(slug__gt=term.slug), sort_key__gte=term.sort_key
    ).order_by("sort_key", "slug")
    both = Q(pk__in=before.values("pk")[:1]) | Q(pk__in=after.values("pk")[:1])
    here = (term.sort_key, term.slug)
    found = list(Term.objects.filter(both).only(*_SHOWN))
    previous = (other for other in found if (other.sort_key, other.slug) < here)
    following = (other for other in found if (other.sort_key, other.slug) > here)
    return next(previous, None), next(following, None)


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
    """Return the public entries related to ``term``, whichever of the two states it."""
    groups = {key: RelationGroup(key, heading) for key, heading in _HEADINGS.values()}
    for row in _relation_rows(term):
        is_stated_here = row.term_id == term.pk
        other = row.target if is_stated_here else row.term
        group = groups[_HEADINGS[row.kind, is_stated_here][0]]
        if other not in group.terms:
            group.terms.append(other)
    return [group for group in groups.values() if group.terms]


def _relation_rows(term: Term) -> Iterable[Relation]:
    stated_here = Q(term=term) & published_q("target__")
    stated_elsewhere = Q(target=term) & published_q("term__")
    columns = [f"{end}__{name}" for end in ("term", "target") for name in _SHOWN]
    rows = Relation.objects.filter(stated_here | stated_elsewhere).select_related("term", "target")
    return rows.only("kind", *columns).order_by("term__sort_key", "target__sort_key")
