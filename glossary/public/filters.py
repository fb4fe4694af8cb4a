"""The facets of the index, search and the API, and the filters that a reader has set."""

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import Level, Name
from glossary.models.term import published_q
from glossary.search.catalogue import Catalogue


def levels_up_to(level: str) -> tuple[str, ...]:
    """Return the levels up to ``level``, in ascending order."""
    return tuple(Level.values[: Level(level).rank])


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list of entries. Facets of one column replace one another."""

    #: The query parameter; its value is one of ``column``, as the catalogue has it.
    parameter: str
    label: str | Promise
    column: str
    #: How ``Name`` rows of the index are filtered by values of the column.
    name_lookup: str
    #: The values of the column that a chosen value lets through.
    accepts: Callable[[str], Collection[str]] = lambda value: (value,)
    #: How many values to show at most: those with the most entries. None: all, in their order.
    limit: int | None = None


#: To add a facet, declare it here; a new column also needs its values in ``Catalogue``.
FACETS: Final = (
    Facet("max_level", _("Up to"), "level", "level__in", levels_up_to),
    Facet("level", _("Level"), "level", "level__in"),
    Facet("category", _("Category"), "category", "category__slug__in"),
    Facet("tag", _("Tags"), "tag", "term__term_tags__tag__slug__in", limit=24),
)
_PARAMETERS: Final = ("q", *(facet.parameter for facet in FACETS), "letter")


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed a list to: a value for each facet, the letter of the index, the query
    of the search page; empty where it is not set. Templates write ``{{ filters.letter }}``."""

    values: Mapping[str, str]

    @classmethod
    def read(cls, parameters: Mapping[str, str], catalogue: Catalogue) -> "Filters":
        """Return the filters that ``parameters`` set. Values that no entry can have are ignored."""
        values = dict.fromkeys(_PARAMETERS, "")
        for facet in FACETS:
            value = parameters.get(facet.parameter, "")
            if value in catalogue.labels[facet.column]:
                values[facet.parameter] = value
        return cls(values)

    def __getitem__(self, parameter: str) -> str:
        return self.values[parameter]

    def replace(self, **changes: str) -> "Filters":
        """Return these filters with ``changes``, such as ``level="beginner"``; ``""`` unsets."""
        return Filters({**self.values, **changes})

    def query(self, **changes: str) -> str:
        """Return the query string of these filters with ``changes``."""
        values = {**self.values, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def toggle(self, facet: Facet, value: str) -> str:
        """Return the query string that sets ``value``, or unsets it where it is set."""
        changes = {other.parameter: "" for other in FACETS if other.column == facet.column}
        if self[facet.parameter] != value:
            changes[facet.parameter] = value
        return self.query(**changes)

    def remembered(self) -> str:
        """Return the query string of the filter that readers keep between pages: their level."""
        return urlencode({"max_level": self["max_level"]}) if self["max_level"] else ""

    def narrowed(self) -> int:
        """Return how many filters are set."""
        return sum(1 for name, value in self.values.items() if value and name != "q")

    def names(self) -> QuerySet[Name]:
        """Return the names that the index lists under these filters."""
        names = Name.objects.filter(published_q(), listed=True)
        for facet in FACETS:
            if value := self[facet.parameter]:
                names = names.filter(**{facet.name_lookup: facet.accepts(value)})
        return names.filter(initial=self["letter"]) if self["letter"] else names

    def narrow(self, found: Set[int], catalogue: Catalogue, *, without: str = "") -> Set[int]:
        """Return those of ``found`` that all facets let through, or all but those of one column."""
        for facet in FACETS:
            value = self[facet.parameter]
            if value and facet.column != without:
                found = catalogue.narrow(found, facet.column, facet.accepts(value))
        return found
