"""The filters of the A–Z index: read from the address, applied to names, written to links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from glossary.models import Category, Level, Tag, TermTag
from glossary.models.term import published_q


def public_tags() -> QuerySet[Tag]:
    """Return the tags of public entries: the others name what is not public yet."""
    used = TermTag.objects.filter(published_q("content_object__"), tag=OuterRef("pk"))
    return Tag.objects.filter(Exists(used))


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed the index to. Unknown values are ignored when read."""

    level: str = ""
    category: Category | None = None
    tag: Tag | None = None
    letter: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str], categories: list[Category]) -> "Filters":
        """Return the filters that ``parameters`` ask for; one query, and only for a tag."""
        level = parameters.get("level", "")
        category = parameters.get("category", "")
        tag = parameters.get("tag", "")
        return cls(
            level=level if level in Level.values else "",
            category=next((c for c in categories if c.slug == category), None),
            tag=public_tags().filter(slug=tag.replace("\x00", "")).first() if tag else None,
            letter=parameters.get("letter", "").upper(),
        )

    def q(self, *without: str) -> Q:
        """Return the condition on ``Name`` rows of public entries, the filters ``without`` left
        out."""
        condition = published_q()
        if self.level and "level" not in without:
            condition &= Q(level=self.level)
        if self.category and "category" not in without:
            condition &= Q(category=self.category)
        if self.tag and "tag" not in without:
            tagged = TermTag.objects.filter(tag=self.tag)
            condition &= Q(term__in=tagged.values("content_object"))
        if self.letter and "letter" not in without:
            condition &= Q(initial=self.letter)
        return condition

    def narrowed(self) -> int:
        """Return how many filters are set."""
        return sum(map(bool, (self.level, self.category, self.tag, self.letter)))

    def query(self, **changes: object) -> str:
        """Return the query string with ``changes``, such as ``level="beginner"``; ``""`` unsets."""
        changed = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        values = {
            "level": changed.level,
            "category": changed.category.slug if changed.category else "",
            "tag": changed.tag.slug if changed.tag else "",
            "letter": changed.letter,
        }
        return urlencode({key: value for key, value in values.items() if value})
