"""What editors wrote, declared once: the models and fields a fixture holds, in their order."""

from datetime import datetime
from typing import Any, Final

from django.db.models import ForeignKey, Model

from glossary.models import (
    Alias,
    Application,
    Category,
    FormerSlug,
    LinkVeto,
    NameVeto,
    NavigationLink,
    Page,
    Relation,
    Source,
    Tag,
    Term,
    TermTag,
)
from glossary.records.json import time_text

FIELDS: Final[dict[type[Model], tuple[str, ...]]] = {
    Category: ("name", "slug", "description", "order"),
    Tag: ("name", "slug"),
    Page: ("title", "slug", "body", "is_published", "updated"),
    NavigationLink: ("label", "url", "place", "order", "is_prominent"),
    Term: (
        *("name", "slug", "category", "level", "definition", "in_depth", "key_takeaway"),
        *("status", "replaced_by", "publish_at", "sort_as", "autolink", "exact_case"),
        *("first_published", "created", "updated"),
    ),
    Alias: ("term", "text", "kind", "autolink", "exact_case"),
    Application: ("term", "title", "description", "position"),
    Source: ("term", "title", "url", "author", "year"),
    NameVeto: ("term", "text"),
    TermTag: ("content_object", "tag"),
    FormerSlug: ("slug", "term"),
    Relation: ("term", "kind", "target"),
    LinkVeto: ("term", "context", "target"),
}
#: What makes a part one of its kind within its entry.
IDENTITY: Final[dict[type[Model], tuple[str, ...]]] = {
    Alias: ("text",),
    Application: ("title",),
    Source: ("title", "url"),
    NameVeto: ("text",),
    TermTag: ("tag",),
    FormerSlug: ("slug",),
}
#: The rows that make up one entry besides the entry itself: model, and its field for the entry.
PARTS: Final[dict[type[Model], str]] = {
    Alias: "term",
    Application: "term",
    Source: "term",
    NameVeto: "term",
    TermTag: "content_object",
    FormerSlug: "term",
}
#: What ties an entry to another, once both are there: model, and the field that says how. The
#: entries are its ``term`` and its ``target``.
TIES: Final[dict[type[Model], str]] = {Relation: "kind", LinkVeto: "context"}
SITE: Final[tuple[type[Model], ...]] = (Category, Tag, Page, NavigationLink)
#: What no two rows may share besides that by which they are known.
UNIQUE: Final[dict[type[Model], str]] = {Category: "name", Tag: "slug"}


def label(model: type[Model]) -> str:
    """Return the name of ``model`` in a fixture, such as ``glossary.term``."""
    return model._meta.label_lower


def value_of(row: Model, name: str) -> Any:
    """Return a field of ``row`` as it stands in a fixture: natural keys, ISO 8601 times in UTC."""
    field = row._meta.get_field(name)
    if isinstance(field, ForeignKey):
        target = getattr(row, name)
        return None if target is None else list(target.natural_key())
    value = getattr(row, field.attname)  # type: ignore[union-attr]
    return time_text(value) if isinstance(value, datetime) else value


def fields_of(row: Model) -> dict[str, Any]:
    """Return the authored fields of ``row`` in their order."""
    return {name: value_of(row, name) for name in FIELDS[type(row)]}
