"""Records from the store: whole, or as much of them as readers may see."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from glossary.models import Alias, Application, LinkExclusion, Relation, Source, Term, TermTag
from glossary.models.term import TEXT_NAMES
from glossary.records.record import (
    AliasRecord,
    ApplicationRecord,
    ExcludedLinkRecord,
    RelationRecord,
    SourceRecord,
    TermRecord,
)


def related_to(model: type[Relation] | type[LinkExclusion], own: str, other: str) -> QuerySet[Any]:
    """Return the rows of ``model`` by their ``own`` end, with what is needed of the other one:
    its slug, its name, and whether it is public."""
    fields = (f"{other}__{name}" for name in ("slug", "name", "status", "publish_at"))
    what = "kind" if model is Relation else "context"
    return model.objects.select_related(other).only(own, what, *fields).order_by("pk")


def _related_rows() -> tuple[Any, ...]:
    return (
        Prefetch("aliases", Alias.objects.order_by("pk")),
        Prefetch("applications", Application.objects.order_by("position", "pk")),
        Prefetch("sources", Source.objects.order_by("pk")),
        Prefetch("term_tags", TermTag.objects.select_related("tag").order_by("tag__key")),
        Prefetch("relations", related_to(Relation, "term", "target")),
    )


def with_public_parts(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Return ``terms`` with all that ``public_record`` reads: six queries, however many entries."""
    whole = terms.select_related("category", "replaced_by").prefetch_related(*_related_rows())
    return whole.defer(*(f"replaced_by__{name}" for name in TEXT_NAMES))


def with_parts(terms: QuerySet[Term]) -> QuerySet[Term]:
    """Return ``terms`` with all that ``from_term`` reads: nine queries, however many entries."""
    exclusions = Prefetch("link_exclusions", related_to(LinkExclusion, "term", "target"))
    return with_public_parts(terms).prefetch_related("name_exclusions", "former_slugs", exclusions)


def from_term(term: Term) -> TermRecord:
    """Return all that editors wrote of ``term``."""
    return TermRecord(
        **_shared(term),
        aliases=tuple(_alias(row) for row in term.aliases.all()),
        relations=tuple(RelationRecord(row.kind, row.target.slug) for row in term.relations.all()),
        replaced_by=term.replaced_by.slug if term.replaced_by else None,
        excluded_forms=tuple(row.text for row in term.name_exclusions.all()),
        excluded_links=tuple(
            ExcludedLinkRecord(row.target.slug, row.context) for row in term.link_exclusions.all()
        ),
        former_slugs=tuple(row.slug for row in term.former_slugs.all()),
    )


def public_record(term: Term) -> TermRecord:
    """Return what readers may know of ``term``: no misspellings, no entry that is not public, and
    nothing of what editors switched off or of addresses left behind."""
    replacement = term.replaced_by
    return TermRecord(
        **_shared(term),
        aliases=tuple(
            _alias(row) for row in term.aliases.all() if row.kind != Alias.Kind.MISSPELLING
        ),
        relations=tuple(
            RelationRecord(row.kind, row.target.slug)
            for row in term.relations.all()
            if row.target.is_published
        ),
        replaced_by=replacement.slug if replacement and replacement.is_published else None,
    )


def _shared(term: Term) -> dict[str, Any]:
    own = (
        *("slug", "name", "level", *TEXT_NAMES, "status", "publish_at", "sort_as"),
        *("autolink", "exact_case", "first_published", "created", "updated"),
    )
    return {name: getattr(term, name) for name in own} | {
        "category": term.category.slug,
        "applications": tuple(
            ApplicationRecord(row.title, row.description) for row in term.applications.all()
        ),
        "sources": tuple(
            SourceRecord(row.title, row.url, row.author, row.year) for row in term.sources.all()
        ),
        "tags": tuple(row.tag.name for row in term.term_tags.all()),
    }


def _alias(row: Alias) -> AliasRecord:
    return AliasRecord(row.text, row.kind, row.autolink, row.exact_case)
