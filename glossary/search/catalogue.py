"""The level, category and tags of every public entry, kept in memory for one edition: results are
narrowed and counted without a query."""

from collections import Counter
from collections.abc import Collection, Iterable, KeysView, Set
from itertools import chain, groupby
from operator import itemgetter

from django.utils.functional import Promise

from glossary.models import Category, Level, Tag, Term, TermTag
from glossary.process_memory import remember

_LABEL = ("pk", "slug", "name")
#: The values of each entry in one column. Equal values are one object, to save memory.
Column = dict[int, tuple[str, ...]]


class Catalogue:
    """What public entries are narrowed and counted by: columns of values, as addresses name them.

    A further column needs its values here, and a facet in ``glossary.public.filters``.
    """

    def __init__(self) -> None:
        categories = {pk: (slug, name) for pk, slug, name in Category.objects.values_list(*_LABEL)}
        tags = {pk: (slug, name) for pk, slug, name in Tag.objects.values_list(*_LABEL)}
        rows = Term.objects.published().order_by().values_list("pk", "level", "category_id")
        levels: Column = {}
        own_categories: Column = {}
        shared: dict[str | int, tuple[str]] = {level: (level,) for level in Level.values}
        shared |= {pk: (slug,) for pk, (slug, _name) in categories.items()}
        for pk, level, category in rows.iterator(5_000):
            # A category that was added since is in the next edition.
            if category in shared:
                levels[pk], own_categories[pk] = shared[level], shared[category]
        own_tags = _tags_of(levels, {pk: slug for pk, (slug, _name) in tags.items()})
        self._columns = {"level": levels, "category": own_categories, "tag": own_tags}
        used = set(chain.from_iterable(set(own_tags.values())))
        #: The label of each value of each column, in the order for readers.
        self.labels: dict[str, dict[str, str | Promise]] = {
            "level": dict(Level.choices),
            "category": dict(categories.values()),
            "tag": {slug: name for slug, name in tags.values() if slug in used},
        }

    @property
    def entries(self) -> KeysView[int]:
        """The ids of all public entries."""
        return self._columns["level"].keys()

    def public(self, ids: Iterable[int]) -> set[int]:
        """Return those of ``ids`` that a reader may see now."""
        return set(self.entries & ids)

    def narrow(self, found: Set[int], column: str, accepted: Collection[str]) -> set[int]:
        """Return those of ``found`` that have one of the ``accepted`` values in ``column``."""
        values = self._columns[column]
        allowed = frozenset(accepted)
        return {pk for pk in found if not allowed.isdisjoint(values[pk])}

    def count(self, found: Set[int], column: str) -> Counter[str]:
        """Return how many of ``found`` have each value in ``column``."""
        values = self._columns[column]
        return Counter(chain.from_iterable(map(values.__getitem__, found)))


def _tags_of(entries: Iterable[int], slugs: dict[int, str]) -> Column:
    """Return the tags of each of ``entries``; ``slugs`` are those of all tags, by id."""
    tags: Column = dict.fromkeys(entries, ())
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = TermTag.objects.order_by("content_object_id", "tag_id")
    pairs = rows.values_list("content_object_id", "tag_id").iterator(5_000)
    for pk, group in groupby(pairs, key=itemgetter(0)):
        if pk in tags:
            own = tuple(slugs[tag] for _, tag in group if tag in slugs)
            tags[pk] = shared.setdefault(own, own)
    return tags


def current_catalogue(edition: str = "") -> Catalogue:
    """Return the catalogue of ``edition``, which is the current one; one query if it is in memory,
    none if the caller passes the edition."""
    return remember("catalogue", Catalogue, edition)
