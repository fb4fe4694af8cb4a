"""Where public entries stand: by level, category and tag. Held in the memory of the process for one
edition of the glossary, so that no question is asked of the database for each entry found."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from django.utils import timezone

from glossary.models import Edition, Term, TermTag
from glossary.models.term import PUBLIC_STATUSES


class Shelves:
    """What every public entry is narrowed and counted by."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        #: Level and category of each.
        self.places: dict[int, tuple[str, int]] = {}
        self.tags: dict[int, list[int]] = defaultdict(list)
        #: Entries whose time had not come when the shelves were filled.
        self.waiting: list[tuple[datetime, int]] = []
        now = timezone.now()
        rows = Term.objects.filter(status__in=PUBLIC_STATUSES).order_by()
        same: dict[tuple[str, int], tuple[str, int]] = {}
        for pk, level, category, moment in rows.values_list(
            "pk", "level", "category_id", "publish_at"
        ).iterator(5_000):
            place = (level, category)
            self.places[pk] = same.setdefault(place, place)
            if moment and moment > now:
                self.waiting.append((moment, pk))
        tags = TermTag.objects.order_by().values_list("content_object_id", "tag_id")
        for pk, tag in tags.iterator(5_000):
            self.tags[pk].append(tag)
        self.entries = frozenset(self.places)

    def public(self, ids: Iterable[int]) -> set[int]:
        """Return those of ``ids`` that a reader may see now."""
        found = set(self.entries.intersection(ids))
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
        places = self.places
        if levels:
            found = {pk for pk in found if places[pk][0] in levels}
        if category is not None:
            found = {pk for pk in found if places[pk][1] == category}
        if tag is not None:
            found = {pk for pk in found if tag in self.tags.get(pk, ())}
        return found

    def count_levels(self, found: set[int]) -> Counter[str]:
        """Return how many of ``found`` stand on each level."""
        return self._count(found, 0)

    def count_categories(self, found: set[int]) -> Counter[int]:
        """Return how many of ``found`` stand in each category."""
        return self._count(found, 1)

    def _count(self, found: set[int], which: int) -> Counter[Any]:
        counts: Counter[Any] = Counter()
        for place, count in Counter(map(self.places.__getitem__, found)).items():
            counts[place[which]] += count
        return counts

    def count_tags(self, found: set[int]) -> Counter[int]:
        """Return how many of ``found`` carry each tag."""
        tags = map(self.tags.__getitem__, self.tags.keys() & found)
        return Counter(chain.from_iterable(tags))


def shelves() -> Shelves:
    """Return the shelves of the present edition; one query where they are in memory."""
    edition = Edition.objects.values_list("number", "changed_at").first()
    return _of(edition)


@lru_cache(maxsize=1)
def _of(edition: tuple[int, datetime] | None) -> Shelves:
    return Shelves(edition[0] if edition else 0)
