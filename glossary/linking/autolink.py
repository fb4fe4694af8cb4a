"""Turns mentions of other entries into links: safe HTML of the fields of a page in, the same
HTML with links out. It uses no database: the caller looks up the names, by the hashes found
here."""

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
from glossary.linking.html_text import SegmentedText, TextSegment, read
from glossary.linking.link_hashes import LinkTokens, link_tokens, pair_hashes_of, positions_of
from glossary.linking.link_keys import mention_context
from glossary.linking.matching import LinkCandidate, Match, leftmost_longest, matches
from glossary.text.normalize import slugify_name
from glossary.text.sentences import sentence
from glossary.text.wiki_links import MarkedHtml


@dataclass(frozen=True)
class PageContext:
    """The entry of a page, its category, and its excluded links: pairs of a target and the
    context of a mention, "" for the whole text."""

    term: int = 0
    category: int = 0
    exclusions: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class LookupResult:
    """The names that were found: by hash, by the text of a wiki link, and by slug."""

    names: Mapping[int, Sequence[LinkCandidate]] = field(default_factory=dict)
    references: Mapping[str, Sequence[LinkCandidate]] = field(default_factory=dict)
    slugs: Mapping[str, LinkCandidate] = field(default_factory=dict)


class LinkMatch(NamedTuple):
    """A mention: its position in the text of the page, and whether it is a link."""

    start: int
    end: int
    target: LinkCandidate
    linked: bool
    by_hand: bool = False
    excluded: bool = False


@dataclass
class Linker:
    """Links one page: it says what to look up, then applies what was found."""

    page: SegmentedText
    words: LinkTokens
    #: The address below which entries are, such as ``/glossary/``.
    base: str

    @classmethod
    def of(cls, fields: Sequence[MarkedHtml], base: str) -> "Linker":
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
        return {name_hash for _, name_hash in self._positions}

    @cached_property
    def _positions(self) -> list[tuple[int, int]]:
        return positions_of(self.words, self.pair_hashes)

    @property
    def references(self) -> set[str]:
        """The names inside wiki links."""
        return {p.reference for segments in self.page.fields for p in segments if p.reference}

    @property
    def slugs(self) -> set[str]:
        """The slugs of entries in Markdown links."""
        return {slug for link in self.page.links if (slug := self._slug(link.href))}

    def mentions(self, lookup: LookupResult, subject: PageContext) -> list[LinkMatch]:
        """Return the mentions of other entries, in the order of the text."""
        by_hand = [
            *self._wiki_link_matches(lookup, subject),
            *self._markdown_link_matches(lookup, subject),
        ]
        done = {found.target.term for found in by_hand}
        found = list(by_hand)
        for group in leftmost_longest(matches(self.words, self._positions, lookup.names)):
            target = _choose_target(group, subject)
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
        self, mentions: Iterable[LinkMatch], unresolved: Collection[str] = ()
    ) -> list[SafeString]:
        """Return each field's HTML, those of ``mentions`` linked that are links, and marked the
        references by hand to names that are ``in_vain``."""
        linked = [m for m in mentions if m.linked]
        rest = iter([*linked, None])
        following = next(rest)
        fields = []
        for segments in self.page.fields:
            out: list[str] = []
            for segment in segments:
                inside = []
                while following and following.end <= segment.end:
                    inside.append(following)
                    following = next(rest)
                shown = self._segment_html(segment, inside) if inside else segment.html
                is_marked = not inside and segment.reference and segment.reference in unresolved
                out.append(f"<mark>{shown}</mark>" if is_marked else shown)
            # The fields have passed the sanitiser, and what is added here is escaped.
            fields.append(mark_safe("".join(out)))  # noqa: S308
        return fields

    def plain(self, index: int) -> str:
        """Return the plain text of one field."""
        segments = [segment for segment in self.page.fields[index] if segment.start >= 0]
        return (
            " ".join(self.page.text[segments[0].start : segments[-1].end].split())
            if segments
            else ""
        )

    def field_of(self, mention: LinkMatch) -> int:
        """Return the index of the field that contains a mention."""
        return bisect_left(self._field_ends, mention.end)

    @cached_property
    def _field_ends(self) -> list[int]:
        ends = (
            max((segment.end for segment in segments), default=-1) for segments in self.page.fields
        )
        return list(accumulate(ends, max))

    def sentence(self, mention: LinkMatch) -> tuple[str, int]:
        """Return the sentence of a mention, and where in it the mention begins."""
        return sentence(self.page.text, mention.start, mention.end)

    def context(self, mention: LinkMatch) -> str:
        """Return the words around a mention, by which an exclusion recognizes it."""
        return mention_context(self.page.text, mention.start, mention.end)

    def _wiki_link_matches(self, lookup: LookupResult, subject: PageContext) -> Iterable[LinkMatch]:
        for segments in self.page.fields:
            for segment in segments:
                candidates = lookup.references.get(segment.reference) if segment.reference else None
                if candidates:
                    same_category = [
                        name for name in candidates if name.category == subject.category
                    ]
                    target = (same_category or candidates)[0]
                    if target.term != subject.term:
                        yield LinkMatch(segment.start, segment.end, target, True, by_hand=True)

    def _markdown_link_matches(
        self, lookup: LookupResult, subject: PageContext
    ) -> Iterable[LinkMatch]:
        for link in self.page.links:
            target = lookup.slugs.get(self._slug(link.href))
            if target and target.term != subject.term and link.end > link.start:
                yield LinkMatch(link.start, link.end, target, True, by_hand=True)

    def _slug(self, href: str) -> str:
        """Return the slug of the entry that ``href`` links to, "" for any other address."""
        path = urlsplit(href.removeprefix(absolute_url(""))).path
        if not href.startswith((self.base, absolute_url(self.base))):
            return ""
        slug = unquote(path.removeprefix(self.base)).strip("/")
        return "" if "/" in slug else slug

    def _is_excluded(
        self, start: int, end: int, target: LinkCandidate, subject: PageContext
    ) -> bool:
        contexts = {index for term, index in subject.exclusions if term == target.term}
        return bool(contexts) and (
            "" in contexts or mention_context(self.page.text, start, end) in contexts
        )

    def _segment_html(self, segment: TextSegment, mentions: Iterable[LinkMatch]) -> str:
        if segment.reference:
            (mention,) = mentions
            return self._link_html(mention, segment.html)
        if not segment.is_linkable:
            return segment.html
        out, index = [], segment.start
        for mention in mentions:
            words = self.page.text[mention.start : mention.end]
            out.append(html.escape(self.page.text[index : mention.start], quote=False))
            out.append(self._link_html(mention, html.escape(words, quote=False)))
            index = mention.end
        return "".join([*out, html.escape(self.page.text[index : segment.end], quote=False)])

    def _link_html(self, mention: LinkMatch, words: str) -> str:
        href = html.escape(f"{self.base}{quote(mention.target.slug)}/")
        return f'<a class="term" href="{href}">{words}</a>'


def _choose_target(group: Sequence[Match], subject: PageContext) -> LinkCandidate | None:
    """Return the entry that a mention links to. The page's own names link nowhere. Names that
    editors wrote go before generated forms. Of several entries with the name, the one in the
    category of the page is chosen, else the page that lists them all."""
    if len(group) == 1:
        name = group[0].name
        return None if name.term == subject.term else name
    names = [match.name for match in group]
    if any(name.term == subject.term for name in names):
        return None
    best = [name for name in names if name.kind == names[0].kind]
    if len({name.term for name in best}) > 1:
        same_category = [name for name in best if name.category == subject.category]
        return (
            same_category[0] if len({name.term for name in same_category}) == 1 else _shared(best)
        )
    return best[0]


def _shared(names: Sequence[LinkCandidate]) -> LinkCandidate | None:
    """Return a link to the page that lists the entries with this name, or None if one of the
    entries has the address of that page."""
    slug = slugify_name(names[0].text)
    if not slug or any(name.slug == slug for name in names):
        return None
    return names[0]._replace(term=-min(name.term for name in names), slug=slug)
