"""Where public entries stand: by level, category and tag. Held in the memory of the process for one
edition of the glossary, so that no question is asked of the database for each entry found."""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import chain, groupby
from operator import itemgetter

from glossary.models import Tag, Term, TermTag
from glossary.process_memory import remember


class Catalogue:
    """What every public entry is narrowed and counted by."""

    def __init__(self) -> None:
        #: Of each entry, the place of its level and category among ``_pairs``.
        self._places: dict[int, int] = {}
        rows = Term.objects.published().order_by().values_list("pk", "level", "category_id")
        known: dict[tuple[str, int], int] = {}
        for pk, level, category in rows.iterator(5_000):
            self._places[pk] = known.setdefault((level, category), len(known))
        self._pairs: list[tuple[str, int]] = list(known)
        self._tags = _tags(self._places)
        #: Those there are, by id.
        self.tags = Tag.objects.in_bulk()
        self.entries = frozenset(self._places)

    def public(self, ids: Iterable[int]) -> set[int]:
        """Return those of ``ids`` that a reader may see now."""
        return set(self.entries.intersection(ids))

    def narrowed(
        self,
        found: set[int],
        levels: Collection[str] = (),
        category: int | None = None,
        tag: int | None = None,
    ) -> set[int]:
        """Return those of ``found`` on one of ``levels``, in ``category``, with ``tag``."""
        if levels or category is not None:
            places = self._places
            kept = {
                place
                for place, (level, own) in enumerate(self._pairs)
                if (not levels or level in levels) and category in (None, own)
            }
            found = {pk for pk in found if places[pk] in kept}
        if tag is not None:
            found = {pk for pk in found if tag in self._tags[pk]}
        return found

    def count_places(self, found: set[int]) -> Counter[tuple[str, int]]:
        """Return how many of ``found`` stand on each level in each category."""
        counts = Counter(map(self._places.__getitem__, found))
        return Counter({self._pairs[place]: count for place, count in counts.items()})

    def count_tags(self, found: set[int]) -> Counter[int]:
        """Return how many of ``found`` carry each tag."""
        return Counter(chain.from_iterable(map(self._tags.__getitem__, found)))


def _tags(entries: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The tags of each of ``entries``. Of what is equal there is one object: far fewer places in
    memory have to be visited to count them."""
    found: dict[int, tuple[int, ...]] = dict.fromkeys(entries, ())
    tag_of: dict[int, int] = {}
    tags_of: dict[tuple[int, ...], tuple[int, ...]] = {}
    rows = TermTag.objects.order_by("content_object_id", "tag_id")
    pairs = rows.values_list("content_object_id", "tag_id").iterator(5_000)
    for pk, group in groupby(pairs, key=itemgetter(0)):
        if pk in found:
            own = tuple(tag_of.setdefault(tag, tag) for _, tag in group)
            found[pk] = tags_of.setdefault(own, own)
    return found


def current_catalogue() -> Catalogue:
    """Return the catalogue of the present edition; one query if it is in memory."""
    return remember("catalogue", Catalogue)
