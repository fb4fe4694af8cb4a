"""TermRecord: one entry as plain data, with all that its editors wrote and nothing derived.

``docs/records.md`` is its description for others; ``records.schema`` makes the schema there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.db.models import TextChoices

from glossary.models import Alias, LetterCase, Level, Relation, Status

#: A text that is one of a model's choices.
LevelText = Annotated[str, Level]
StatusText = Annotated[str, Status]
CaseText = Annotated[str, LetterCase]
AliasKind = Annotated[str, Alias.Kind]
RelationKind = Annotated[str, Relation.Kind]


@dataclass(frozen=True, slots=True)
class AliasRecord:
    text: str
    kind: AliasKind = Alias.Kind.SYNONYM.value
    autolink: bool = True
    exact_case: CaseText = LetterCase.AUTO.value


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A relation of this entry to the entry called ``slug``."""

    kind: RelationKind
    slug: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    title: str
    url: str = ""
    author: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ExcludedLinkRecord:
    """This entry's text must not lead to the entry called ``slug``: nowhere, or at one place."""

    slug: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class TermRecord:
    """One entry. Other entries and the category are named by their slugs, tags by their names;
    texts are Markdown. What has a default may be missing in JSON: a record written before a field
    was added can still be read."""

    slug: str
    name: str
    category: str
    definition: str
    level: LevelText = Level.BEGINNER.value
    in_depth: str = ""
    key_takeaway: str = ""
    aliases: tuple[AliasRecord, ...] = ()
    applications: tuple[ApplicationRecord, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    tags: tuple[str, ...] = ()
    status: StatusText = Status.DRAFT.value
    replaced_by: str | None = None
    publish_at: datetime | None = None
    sort_as: str = ""
    autolink: bool = True
    exact_case: CaseText = LetterCase.AUTO.value
    excluded_forms: tuple[str, ...] = ()
    excluded_links: tuple[ExcludedLinkRecord, ...] = ()
    former_slugs: tuple[str, ...] = ()
    first_published: datetime | None = None
    created: datetime | None = None
    updated: datetime | None = None


def choices_of(annotation: Any) -> type[TextChoices] | None:
    """Return the choices that a field annotated so must be one of, if it must."""
    metadata = getattr(annotation, "__metadata__", ())
    return metadata[0] if metadata else None
