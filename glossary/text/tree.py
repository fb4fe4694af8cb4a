"""Safe HTML of the fields of one page as one text with places: what the linker reads and writes."""

import html
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from glossary.text.references import MARK, Held, settle_tag

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
_VOID = frozenset({"br", "hr", "img", "wbr"})
#: Between blocks: no name and no sentence runs over it.
BREAK = "\n"


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
    """The text of all fields, one after the other, with their pieces and the links they have."""

    text: str
    fields: list[list[Piece]]
    links: list[HandLink]


def read(fields: Sequence[Held]) -> Page:
    """Return the fields of a page as one text with places."""
    reader = _Reader()
    for field in fields:
        reader.take(field)
    return Page("".join(reader.text), reader.fields, reader.links)


def spoken(held: Held) -> str:
    """Return the HTML with the words of each reference in its place; in code what was written."""
    if not held.references:
        return held.html
    return "".join(piece.html for piece in read([held]).fields[0])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.fields: list[list[Piece]] = []
        self.links: list[HandLink] = []
        self._length = 0
        self._run: list[str] = []

    def updatepos(self, i: int, j: int) -> int:
        """Count no lines: nobody asks for them, and it costs as much as the parsing."""
        return j

    def take(self, field: Held) -> None:
        """Read one field; places go on counting."""
        self.reset()
        self._references = field.references
        self._within: list[str] = []
        self._silent = False
        self._pieces: list[Piece] = []
        self.fields.append(self._pieces)
        self._say(BREAK)
        self.feed(field.html)
        self.close()
        self._end_run()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_run()
        if tag not in _INLINE:
            self._say(BREAK)
        raw = self.get_starttag_text() or ""
        self._pieces.append(Piece(settle_tag(raw, self._references) if self._references else raw))
        if tag in CLOSED:
            self._within.append(tag)
        if tag == "a":
            href = dict(attrs).get("href") or ""
            # The number of a footnote stands at the word, and is none of its characters.
            self._silent = href.startswith("#fn")
            self.links.append(HandLink(href, self._length, self._length))

    def handle_endtag(self, tag: str) -> None:
        self._end_run()
        self._pieces.append(Piece(f"</{tag}>"))
        if tag not in _INLINE:
            self._say(BREAK)
        if tag in self._within:
            del self._within[len(self._within) - 1 - self._within[::-1].index(tag)]
        if tag == "a":
            self._silent = False
            self.links[-1].end = self._length

    def handle_data(self, data: str) -> None:
        self._run.append(data)

    def handle_entityref(self, name: str) -> None:
        self._run.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._run.append(f"&#{name};")

    def _end_run(self) -> None:
        """Make pieces of the text read since the last tag: plain runs, and references."""
        if not self._run:
            return
        raw, self._run = "".join(self._run), []
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
        start = self._length
        self._say(_words(raw))
        self._pieces.append(Piece(raw, start, self._length, not self._within))

    def _refer(self, number: int) -> None:
        reference = self._references[number]
        quoted = any(tag in _CODE for tag in self._within)
        start = self._length
        shown = reference.source if quoted else reference.words
        self._say(_words(html.escape(shown, quote=False)))
        name = reference.name if _OPEN_BY_HAND.issuperset(self._within) else ""
        self._pieces.append(
            Piece(html.escape(shown, quote=False), start, self._length, False, name)
        )

    def _say(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)


def _words(raw: str) -> str:
    """Return the characters of a run of HTML text, composed, on one line."""
    text = html.unescape(raw) if "&" in raw else raw
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\n", " ")
