"""Safe HTML of the fields of one page as one text with places: what the linker reads and writes."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.text.sentences import BREAK
from glossary.text.wiki_links import MARK, MarkedHtml, settle_tag

#: No link is put into these: they are links, or they quote, name or compute.
CLOSED = frozenset(
    {"a", "button", "code", "kbd", "samp", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"script", "style", "textarea", "math", "svg", "blockquote"}
)
#: In these an editor's own link is one, too.
_OPEN_BY_HAND = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CODE = frozenset({"code", "kbd", "samp", "pre", "script", "style", "textarea", "math"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)
_TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
_NAME = re.compile(r"</?([^\s/>]+)")
_HREF = re.compile(r'\shref="([^"]*)"')


@dataclass(slots=True)
class Piece:
    """A run of markup, or of text with its place in the page's text."""

    html: str
    start: int = -1
    end: int = -1
    #: Whether names in it may become links.
    open: bool = False
    #: The name to which an editor refers here, and may.
    reference: str = ""


@dataclass(slots=True)
class HandLink:
    """A link an editor wrote in Markdown: where it leads, and its place in the page's text."""

    href: str
    start: int
    end: int


@dataclass(slots=True)
class Page:
    """The text of all fields, one after the other, with their pieces and the links they have;
    ``open`` is the same text with spaces for all that is closed to links."""

    text: str
    open: str
    fields: list[list[Piece]]
    links: list[HandLink]


def read(fields: Sequence[MarkedHtml]) -> Page:
    """Return the fields of a page as one text with places."""
    reader = _Reader()
    for field in fields:
        reader.take(field)
    return Page("".join(reader.text), "".join(reader.open), reader.fields, reader.links)


class _Reader:
    """Reads what the sanitiser wrote: tags in small letters, values in double quotes, ``<`` in no
    text; for such HTML a pattern of tags is all of a parser that is needed."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.open: list[str] = []
        self.fields: list[list[Piece]] = []
        self.links: list[HandLink] = []
        self._length = 0

    def take(self, field: MarkedHtml) -> None:
        """Read one field; places go on counting."""
        self._references = field.references
        self._within: list[str] = []
        self._silent = False
        self._pieces: list[Piece] = []
        self.fields.append(self._pieces)
        self._say(BREAK)
        for place, part in enumerate(_TAG.split(field.html)):
            if place % 2:
                self._tag(part)
            elif part:
                self._run(part)

    def _tag(self, raw: str) -> None:
        name = _NAME.match(raw)[1]  # type: ignore[index]
        if name not in _INLINE:
            self._say(BREAK)
        self._pieces.append(Piece(settle_tag(raw, self._references) if self._references else raw))
        ends = raw[1] == "/"
        if name in CLOSED:
            if not ends:
                self._within.append(name)
            elif name in self._within:
                self._within.reverse()
                self._within.remove(name)
                self._within.reverse()
        if name == "a":
            self._link(raw, ends)

    def _link(self, raw: str, ends: bool) -> None:
        if not ends:
            found = _HREF.search(raw)
            href = html.unescape(found[1]) if found else ""
            # The number of a footnote stands at the word, and is none of its characters.
            self._silent = href.startswith("#fn")
            self.links.append(HandLink(href, self._length, self._length))
        elif self.links:
            self._silent = False
            self.links[-1].end = self._length

    def _run(self, raw: str) -> None:
        """Make pieces of the text between two tags: plain runs, and references."""
        if not self._references:
            self._add(raw)
            return
        for place, part in enumerate(MARK.split(raw)):
            if place % 2:
                self._refer(int(part))
            elif part:
                self._add(part)

    def _add(self, raw: str) -> None:
        if self._silent:
            self._pieces.append(Piece(raw))
            return
        start, is_open = self._length, not self._within
        self._say(_words(raw), is_open)
        self._pieces.append(Piece(raw, start, self._length, is_open))

    def _refer(self, number: int) -> None:
        reference = self._references[number]
        quoted = any(tag in _CODE for tag in self._within)
        start = self._length
        shown = html.escape(reference.source if quoted else reference.words, quote=False)
        self._say(_words(shown))
        name = reference.name if _OPEN_BY_HAND.issuperset(self._within) else ""
        self._pieces.append(Piece(shown, start, self._length, False, name))

    def _say(self, text: str, is_open: bool = False) -> None:
        self.text.append(text)
        self.open.append(text if is_open else " " * len(text))
        self._length += len(text)


def _words(raw: str) -> str:
    """Return the characters of a run of HTML text, composed, on one line."""
    text = html.unescape(raw) if "&" in raw else raw
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\n", " ")
