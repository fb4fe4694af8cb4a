"""The picture of an entry among those it is tied to, made of what its page has already gathered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.diagrams.concept_map import Node, Picture, place
from glossary.public.term_page.data import RelationGroup

#: How many entries the picture holds; its list has them all.
SHOWN = 12
#: By importance: the key of a relation group or of mentions, with what the picture says of it.
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
#: What marks the end of each branch, so that kinds differ without colour: an arrow in the direction
#: of reading, a square, a cross, a ring.
_ARROW, _SQUARE, _CROSS = "M-5-4h10L0 5z", "M-4-4h8v8h-8z", "M-4-4l8 8m0-8l-8 8"
_RING = "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z"
_MARKS = {
    "prerequisite": _ARROW,
    "next": _ARROW,
    "broader": _SQUARE,
    "narrower": _SQUARE,
    "distinct": _CROSS,
}
#: What leads up to the entry stands above it in the picture.
_ABOVE = frozenset({"prerequisite", "broader"})


class Entry(Protocol):
    """What is asked of an entry in the picture."""

    @property
    def name(self) -> str: ...

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True)
class Neighbour:
    """An entry around another one, and how it is tied to it."""

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
    """The picture with its links, and its twin: all neighbours in words."""

    picture: Picture
    links: list[tuple[Neighbour, Node]]
    neighbours: list[Neighbour]

    @property
    def further(self) -> int:
        """How many neighbours the picture leaves out."""
        return len(self.neighbours) - len(self.links)


def concept_map(
    term: Entry,
    relations: Iterable[RelationGroup],
    mentions: Iterable[Entry] = (),
    mentioned_in: Iterable[Entry] = (),
) -> ConceptMap | None:
    """Return the map of ``term``, or None for an entry that stands alone. No query. An entry tied
    in several ways stands there once, under the most important."""
    groups: dict[str, Iterable[Entry]] = {group.key: group.terms for group in relations}
    groups |= {"mentions": mentions, "mentioned": mentioned_in}
    found: dict[str, Neighbour] = {}
    for kind, label in _KINDS.items():
        for other in groups.get(kind, ()):
            if other.slug != term.slug:
                url = reverse("glossary:term", args=[other.slug])
                found.setdefault(other.slug, Neighbour(other.name, url, kind, str(label)))
    if not found:
        return None
    neighbours = list(found.values())
    shown = neighbours[:SHOWN]
    above = [one for one in shown if one.kind in _ABOVE]
    below = [one for one in shown if one.kind not in _ABOVE]
    picture = place(*([(one.label, one.name) for one in side] for side in (above, below)))
    links = list(zip([*above, *below], picture.nodes, strict=True))
    return ConceptMap(picture, links, neighbours)
