"""The filters of the A–Z index and of the search page: read from the address, applied to names
or to what was found, written to links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from glossary.models import Category, Level, Tag, TermTag
from glossary.models.term import published_q


def public_uses() -> QuerySet[TermTag]:
    """Return, for a subquery of a query on Tag, where public entries carry the tag."""
    return TermTag.objects.filter(published_q("content_object__"), tag=OuterRef("pk"))


def public_tags() -> QuerySet[Tag]:
    """Return the tags of public entries: the others name what is not public yet."""
    return Tag.objects.filter(Exists(public_uses()))


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed a list to: the index to a letter too, search by what was ``asked``.
    ``max_level`` is how far the reader is. Unknown values are ignored when read."""

    asked: str = ""
    max_level: str = ""
    level: str = ""
    category: Category | None = None
    tag: Tag | None = None
    letter: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str], categories: list[Category]) -> "Filters":
        """Return the filters that ``parameters`` ask for; one query, and only for a tag."""
        max_level = parameters.get("max_level", "")
        level = parameters.get("level", "")
        category = parameters.get("category", "")
        tag = parameters.get("tag", "")
        return cls(
            max_level=max_level if max_level in Level.values else "",
            level=level if level in Level.values else "",
            category=next((c for c in categories if c.slug == category), None),
            tag=public_tags().filter(slug=tag.replace("\x00", "")).first() if tag else None,
            letter=parameters.get("letter", "").upper(),
        )

    def q(self, *, only: str = "", without: str = "") -> Q:
        """Return the condition on ``Name`` rows of public entries; of the filters, ``only`` one, or
        all ``without`` one."""
        wanted = {
            "level": Q(level__in=self.levels) if self.levels else None,
            "category": Q(category=self.category) if self.category else None,
            "tag": Q(term__in=self._tagged()) if self.tag else None,
            "letter": Q(initial=self.letter) if self.letter else None,
        }
        condition = published_q()
        for name, narrower in wanted.items():
            if narrower is not None and only in ("", name) and name != without:
                condition &= narrower
        return condition

    def _tagged(self) -> QuerySet[Any, Any]:
        return TermTag.objects.filter(tag=self.tag).values("content_object")

    @property
    def levels(self) -> list[str]:
        """The levels let through; empty where all are, and one that is none where none is."""
        within = levels_up_to(self.max_level) if self.max_level else list(Level.values)
        if self.level:
            return [self.level] if self.level in within else [""]
        return within if self.max_level else []

    def admits(self, level: str, category: int) -> bool:
        """Whether the filters let through an entry of this level in this category."""
        return self.admits_level(level) and (self.category is None or self.category.pk == category)

    def admits_level(self, level: str) -> bool:
        """Whether the filters let through an entry of this level."""
        return not self.levels or level in self.levels

    def narrowed(self) -> int:
        """Return how many filters are set."""
        return sum(map(bool, (self.max_level, self.level, self.category, self.tag, self.letter)))

    def query(self, **changes: object) -> str:
        """Return the query string with ``changes``, such as ``level="beginner"``; ``""`` unsets."""
        changed = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        values = {
            "q": changed.asked,
            "max_level": changed.max_level,
            "level": changed.level,
            "category": changed.category.slug if changed.category else "",
            "tag": changed.tag.slug if changed.tag else "",
            "letter": changed.letter,
        }
        return urlencode({key: value for key, value in values.items() if value})

    def remembered(self) -> str:
        """Return the query string of what outlives the other filters: how far the reader is."""
        return Filters(max_level=self.max_level).query()


def levels_up_to(level: str) -> list[str]:
    """Return the levels up to ``level``, in ascending order."""
    return list(Level.values)[: Level(level).rank]
