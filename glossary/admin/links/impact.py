"""The impact of publishing names: the texts that would link to the entry. If there are more than
a few, the editor must confirm."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from glossary.admin.links.report import split_sentence
from glossary.linking.find_texts import find_texts_with
from glossary.linking.impact import new_links
from glossary.linking.pending import linking_names
from glossary.models import Mention, Name, Term

#: So many texts may get a new link without confirmation.
FEW = 3
#: A name that more than one in five texts mention is very frequent.
_SHARE = 5
_MAX_TEXTS = 50


class NewLink(NamedTuple):
    """A new link in a text, its sentence in three parts."""

    source: Term
    before: str
    words: str
    after: str


class Frequent(NamedTuple):
    """A name that very many texts mention."""

    text: str
    texts: int


@dataclass(frozen=True)
class LinkImpact:
    """The links that new names would add."""

    names: list[Name]
    links: list[NewLink]
    #: How many texts may write one of the names, and how many of these were read.
    texts: int
    read: int
    #: How many texts the glossary has.
    total: int

    @property
    def unread(self) -> int:
        return self.texts - self.read

    @property
    def is_wide(self) -> bool:
        """Whether more than a few texts would get a new link, or might."""
        return len(self.links) + self.unread > FEW

    @cached_property
    def frequent(self) -> list[Frequent]:
        """The names that more than a fifth of all texts write, and more than a few; of a name and
        its forms, which the index does not tell apart, the name."""
        if not self.is_wide:
            return []
        found: dict[frozenset[int], str] = {}
        texts = find_texts_with([[name.text] for name in self.names])
        for name, ids in zip(self.names, texts, strict=True):
            found.setdefault(frozenset(ids), name.text)
        counted = (Frequent(name, len(ids)) for ids, name in found.items())
        return [each for each in counted if each.texts > max(FEW, self.total / _SHARE)]

    @property
    def token(self) -> str:
        """The value that an editor confirms: exactly these names in exactly these texts."""
        names = sorted((name.link_key, name.exact) for name in self.names)
        shown = names, [link.source.pk for link in self.links], self.texts
        return sha256(repr(shown).encode()).hexdigest()[:32]


def link_impact(
    pk: int | None, names: Iterable[Name], *, all_names: bool = False, limit: int = _MAX_TEXTS
) -> LinkImpact:
    """Return what ``names`` of the entry ``pk`` would link that do not link as it is stored, or
    with ``anew`` all of them. Reads ``most`` texts."""
    stored = linking_names([pk]).coming if pk and not all_names else frozenset()
    existing = {(name.key, name.exact) for name in stored}
    added = [name for name in names if name.links and (name.link_key, name.exact) not in existing]
    if not added:
        return LinkImpact([], [], 0, 0, 0)
    found = new_links(added, limit)
    # A text that links to the entry by another name gets no new link.
    linked = Mention.objects.filter(target=pk, linked=True) if existing else Mention.objects.none()
    sources = {row.source_id for row in found.links}
    linking_already = set(linked.filter(source__in=sources).values_list("source_id", flat=True))
    links = [
        NewLink(row.source, *split_sentence(row))
        for row in found.links
        if row.source_id not in linking_already
    ]
    return LinkImpact(added, links, found.texts, found.read, Term.objects.count())
