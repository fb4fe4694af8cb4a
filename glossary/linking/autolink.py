"""Makes mentions of other entries links: safe HTML of a page's fields in, the same HTML with links
out. Knows no database: names are looked up by whoever calls, by numbers and words found here."""

import html
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from django.utils.safestring import SafeString, mark_safe

from glossary.conf import absolute_url
from glossary.linking.html_text import Page, Piece, read
from glossary.linking.link_hashes import Words, link_tokens, pair_hashes_of, positions_of
from glossary.linking.link_keys import mention_context
from glossary.linking.matching import LinkCandidate, Match, leftmost_longest, matches
from glossary.text.normalize import slugify_name
from glossary.text.sentences import sentence
from glossary.text.wiki_links import MarkedHtml


@dataclass(frozen=True)
class PageContext:
    """Whose page it is: the entry, its category, and what editors forbade it: pairs of an entry
    and a place as ``sentences.context`` names it, "" for the whole text."""

    term: int = 0
    category: int = 0
    exclusions: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class LookupResult:
    """What was looked up: names by anchor; what an editor's reference means; entries by slug."""

    names: Mapping[int, Sequence[LinkCandidate]] = field(default_factory=dict)
    references: Mapping[str, Sequence[LinkCandidate]] = field(default_factory=dict)
    slugs: Mapping[str, LinkCandidate] = field(default_factory=dict)


class LinkMatch(NamedTuple):
    """A mention: its place in the page's text, and what became of it."""

    start: int
    end: int
    target: LinkCandidate
    linked: bool
    by_hand: bool = False
    excluded: bool = False


@dataclass
class Text:
    """A page before the look-up: what it asks, and then its links."""

    page: Page
    words: Words
    #: Where entries live, such as ``/glossary/``.
    base: str

    @classmethod
    def of(cls, fields: Sequence[MarkedHtml], base: str) -> "Text":
        page = read(fields)
        return cls(page, link_tokens(page), base)

    @cached_property
    def pair_hashes(self) -> set[int]:
        """Hashes of two significant words in a row, by which longer names may begin."""
        return pair_hashes_of(self.words)

    def find_positions(self, prefixes: Collection[int]) -> set[int]:
        """Find where names may be mentioned, those beginning with one of ``prefixes`` included;
        return their hashes, which are to be looked up."""
        self._positions = positions_of(self.words, prefixes)
        return self.hashes

    @property
    def hashes(self) -> set[int]:
        """Hashes of all names that may be mentioned."""
        return {number for _, number in self._positions}

    @cached_property
    def _positions(self) -> list[tuple[int, int]]:
        return positions_of(self.words, self.pair_hashes)

    @property
    def references(self) -> set[str]:
        """Names to which editors refer by hand."""
        return {p.reference for pieces in self.page.fields for p in pieces if p.reference}

    @property
    def slugs(self) -> set[str]:
        """Slugs of entries to which Markdown links lead."""
        return {slug for link in self.page.links if (slug := self._slug(link.href))}

    def mentions(self, known: LookupResult, subject: PageContext) -> list[LinkMatch]:
        """Return the mentions of other entries, in the order of the text."""
        by_hand = [*self._referred(known, subject), *self._pointed(known, subject)]
        done = {found.target.term for found in by_hand}
        found = list(by_hand)
        for group in leftmost_longest(matches(self.words, self._positions, known.names)):
            target = _choose(group, subject)
            if target is None:
                continue
            start, end = group[0].start, group[0].end
            excluded = self._is_excluded(start, end, target, subject)
            linked = not excluded and target.term not in done
            if linked:
                done.add(target.term)
            found.append(LinkMatch(start, end, target, linked, excluded=excluded))
        return sorted(found, key=lambda mention: mention.start)

    def html(
        self, mentions: Iterable[LinkMatch], in_vain: Collection[str] = ()
    ) -> list[SafeString]:
        """Return each field's HTML, those of ``mentions`` linked that are links, and marked the
        references by hand to names that are ``in_vain``."""
        linked = [m for m in mentions if m.linked]
        rest = iter([*linked, None])
        following = next(rest)
        fields = []
        for pieces in self.page.fields:
            out: list[str] = []
            for piece in pieces:
                inside = []
                while following and following.end <= piece.end:
                    inside.append(following)
                    following = next(rest)
                shown = self._piece(piece, inside) if inside else piece.html
                is_marked = not inside and piece.reference and piece.reference in in_vain
                out.append(f"<mark>{shown}</mark>" if is_marked else shown)
            # The fields have passed the sanitiser, and what is added here is escaped.
            fields.append(mark_safe("".join(out)))  # noqa: S308
        return fields

    def plain(self, place: int) -> str:
        """Return the plain text of one field."""
        pieces = [piece for piece in self.page.fields[place] if piece.start >= 0]
        return " ".join(self.page.text[pieces[0].start : pieces[-1].end].split()) if pieces else ""

    def field_of(self, mention: LinkMatch) -> int:
        """Return the place of the field in which a mention is."""
        return bisect_left(self._field_ends, mention.end)

    @cached_property
    def _field_ends(self) -> list[int]:
        ends = (max((piece.end for piece in pieces), default=-1) for pieces in self.page.fields)
        return list(accumulate(ends, max))

    def sentence(self, mention: LinkMatch) -> tuple[str, int]:
        """Return the sentence of a mention, and where in it the mention begins."""
        return sentence(self.page.text, mention.start, mention.end)

    def context(self, mention: LinkMatch) -> str:
        """Return the words around a mention, by which a exclusion knows it."""
        return mention_context(self.page.text, mention.start, mention.end)

    def _referred(self, known: LookupResult, subject: PageContext) -> Iterable[LinkMatch]:
        for pieces in self.page.fields:
            for piece in pieces:
                candidates = known.references.get(piece.reference) if piece.reference else None
                if candidates:
                    near = [name for name in candidates if name.category == subject.category]
                    target = (near or candidates)[0]
                    if target.term != subject.term:
                        yield LinkMatch(piece.start, piece.end, target, True, by_hand=True)

    def _pointed(self, known: LookupResult, subject: PageContext) -> Iterable[LinkMatch]:
        for link in self.page.links:
            target = known.slugs.get(self._slug(link.href))
            if target and target.term != subject.term and link.end > link.start:
                yield LinkMatch(link.start, link.end, target, True, by_hand=True)

    def _slug(self, href: str) -> str:
        """Return the slug of the entry to which ``href`` leads; nothing for any other address."""
        path = urlsplit(href.removeprefix(absolute_url(""))).path
        if not href.startswith((self.base, absolute_url(self.base))):
            return ""
        slug = unquote(path.removeprefix(self.base)).strip("/")
        return "" if "/" in slug else slug

    def _is_excluded(
        self, start: int, end: int, target: LinkCandidate, subject: PageContext
    ) -> bool:
        forbidden = {place for term, place in subject.exclusions if term == target.term}
        return bool(forbidden) and (
            "" in forbidden or mention_context(self.page.text, start, end) in forbidden
        )

    def _piece(self, piece: Piece, mentions: Iterable[LinkMatch]) -> str:
        if piece.reference:
            (mention,) = mentions
            return self._link(mention, piece.html)
        if not piece.open:
            return piece.html
        out, place = [], piece.start
        for mention in mentions:
            words = self.page.text[mention.start : mention.end]
            out.append(html.escape(self.page.text[place : mention.start], quote=False))
            out.append(self._link(mention, html.escape(words, quote=False)))
            place = mention.end
        return "".join([*out, html.escape(self.page.text[place : piece.end], quote=False)])

    def _link(self, mention: LinkMatch, words: str) -> str:
        href = html.escape(f"{self.base}{quote(mention.target.slug)}/")
        return f'<a class="term" href="{href}">{words}</a>'


def _choose(group: Sequence[Match], subject: PageContext) -> LinkCandidate | None:
    """Return the entry that a place speaks of: none of the subject's own names; what editors wrote
    before what was generated; of entries of one name the one in the text's category, else all."""
    if len(group) == 1:
        name = group[0].name
        return None if name.term == subject.term else name
    names = [match.name for match in group]
    if any(name.term == subject.term for name in names):
        return None
    best = [name for name in names if name.kind == names[0].kind]
    if len({name.term for name in best}) > 1:
        near = [name for name in best if name.category == subject.category]
        return near[0] if len({name.term for name in near}) == 1 else _shared(best)
    return best[0]


def _shared(names: Sequence[LinkCandidate]) -> LinkCandidate | None:
    """Return what leads to the page that lists the entries of one name; nothing where the address
    of that page is one of the entries'."""
    slug = slugify_name(names[0].text)
    if not slug or any(name.slug == slug for name in names):
        return None
    return names[0]._replace(term=-min(name.term for name in names), slug=slug)
