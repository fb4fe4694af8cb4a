"""Where public entries stand: by level, category and tag. Held in the memory of the process for one
edition of the glossary, so that no question is asked of the database for each entry found."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from glossary.models import Edition, Level, Term, TermTag
from glossary.models.term import PUBLIC_STATUSES


class Shelves:
    """The ids of entries by what they are narrowed to."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.entries: set[int] = set()
        self.levels: dict[str, array[int]] = defaultdict(_ids)
        self.categories: dict[int, array[int]] = defaultdict(_ids)
        self.tags: dict[int, array[int]] = defaultdict(_ids)
        #: Entries whose time had not come when the shelves were filled.
        self.waiting: list[tuple[datetime, int]] = []
        now = timezone.now()
        rows = Term.objects.filter(status__in=PUBLIC_STATUSES).order_by()
        for pk, level, category, moment in rows.values_list(
            "pk", "level", "category_id", "publish_at"
        ).iterator(5_000):
            self.entries.add(pk)
            self.levels[level].append(pk)
            self.categories[category].append(pk)
            if moment and moment > now:
                self.waiting.append((moment, pk))
        tags = TermTag.objects.order_by().values_list("tag_id", "content_object_id")
        for tag, pk in tags.iterator(5_000):
            self.tags[tag].append(pk)

    def public(self, ids: Iterable[int]) -> set[int]:
        """Return those of ``ids`` that a reader may see now."""
        found = self.entries.intersection(ids)
        if self.waiting:
            found.difference_update(self._hidden())
        return found

    @property
    def mark(self) -> str:
        """What changes whenever an answer may: with the edition, and with an entry's time."""
        return f"{self.edition}-{len(self.waiting) - len(self._hidden())}"

    def _hidden(self) -> list[int]:
        now = timezone.now()
        return [pk for moment, pk in self.waiting if moment > now]

    def narrowed(
        self,
        found: set[int],
        levels: Collection[str] = (),
        category: int | None = None,
        tag: int | None = None,
    ) -> set[int]:
        """Return those of ``found`` on one of ``levels``, in ``category``, with ``tag``."""
        if levels:
            found = set().union(*(found.intersection(self._level(level)) for level in levels))
        if category is not None:
            found = found.intersection(self.categories.get(category, ()))
        if tag is not None:
            found = found.intersection(self.tags.get(tag, ()))
        return found

    def _level(self, level: str) -> Collection[int]:
        return self.levels.get(level, ())

    def count_levels(self, found: set[int]) -> dict[str, int]:
        """Return how many of ``found`` stand on each level."""
        return {level: _count(found, self._level(level)) for level in Level.values}

    def count_categories(self, found: set[int]) -> dict[int, int]:
        """Return how many of ``found`` stand in each category that has any entry."""
        return {pk: _count(found, ids) for pk, ids in self.categories.items()}

    def count_tags(self, found: set[int]) -> dict[int, int]:
        """Return how many of ``found`` carry each tag."""
        return {pk: count for pk, ids in self.tags.items() if (count := _count(found, ids))}


def _ids() -> "array[int]":
    return array("q")


def _count(found: set[int], ids: Collection[int]) -> int:
    has: Callable[[object], bool] = found.__contains__
    return sum(map(has, ids))


def shelves() -> Shelves:
    """Return the shelves of the present edition; one query where they are in memory."""
    edition = Edition.objects.values_list("number", "changed_at").first()
    return _of(edition)


@lru_cache(maxsize=1)
def _of(edition: tuple[int, datetime] | None) -> Shelves:
    return Shelves(edition[0] if edition else 0)
