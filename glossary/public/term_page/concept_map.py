"""The concept map of an entry: its relations and mentions as input for the layout."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.diagrams.concept_map import MapLayout, MapNode, lay_out
from glossary.public.term_page.data import RelationGroup

#: How many entries the map shows; the list below it has all of them.
MAX_SHOWN = 12
#: The key of a relation group or of mentions, and its label on the map; the most important first.
_KINDS: dict[str, str | Promise] = {
    "prerequisite": _("Read first"),
    "broader": _("Broader"),
    "narrower": _("Narrower"),
    "related": _("Related"),
    "distinct": _("Not the same"),
    "next": _("Read next"),
    "mentions": _("Mentioned here"),
    "mentioned": _("Mentions this"),
}
#: The mark at the end of each line, so that kinds differ without color: an arrow in the
#: direction of reading, a square, a cross, a ring.
_ARROW, _SQUARE, _CROSS = "M-5-4h10L0 5z", "M-4-4h8v8h-8z", "M-4-4l8 8m0-8l-8 8"
_RING = "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"
_MARKS = {
    "prerequisite": _ARROW,
    "next": _ARROW,
    "broader": _SQUARE,
    "narrower": _SQUARE,
    "distinct": _CROSS,
}
#: Entries that come before this one are above it.
_ABOVE = frozenset({"prerequisite", "broader"})


class Named(Protocol):
    """An entry, or anything else with a name and a slug."""

    @property
    def name(self) -> str: ...

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class Neighbor:
    """An entry on the map of another, and how they are related."""

    name: str
    url: str
    kind: str
    label: str

    @property
    def mark(self) -> str:
        """The path of the mark at the end of its line."""
        return _MARKS.get(self.kind, _RING)


@dataclass(frozen=True)
class ConceptMap:
    """The layout with its links, and all neighbors as a list."""

    picture: MapLayout
    links: list[tuple[Neighbor, MapNode]]
    neighbors: list[Neighbor]

    @property
    def further(self) -> int:
        """How many neighbors are in the list only."""
        return len(self.neighbors) - len(self.links)


def concept_map(
    term: Named,
    relations: Iterable[RelationGroup],
    mentions: Iterable[Named] = (),
    mentioned_in: Iterable[Named] = (),
) -> ConceptMap | None:
    """Return the map of ``term``, or None if it has no neighbors. An entry that is related in
    several ways appears once, under the most important one. No query."""
    groups: dict[str, Iterable[Named]] = {group.key: group.terms for group in relations}
    groups |= {"mentions": mentions, "mentioned": mentioned_in}
    found: dict[str, Neighbor] = {}
    for kind, label in _KINDS.items():
        for other in groups.get(kind, ()):
            if other.slug != term.slug:
                url = reverse("glossary:term", args=[other.slug])
                found.setdefault(other.slug, Neighbor(other.name, url, kind, str(label)))
    if not found:
        return None
    neighbors = list(found.values())
    shown = neighbors[:MAX_SHOWN]
    above = [one for one in shown if one.kind in _ABOVE]
    below = [one for one in shown if one.kind not in _ABOVE]
    layout = lay_out(*([(one.label, one.name) for one in side] for side in (above, below)))
    links = list(zip([*above, *below], layout.nodes, strict=True))
    return ConceptMap(layout, links, neighbors)
