"""The safe HTML of the fields of a page as one text: what the linker reads and writes."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.text.sentences import BREAK
from glossary.text.wiki_links import PLACEHOLDER, MarkedHtml, resolve_in_tag

#: No link is added inside these elements: they are links, code, quotations or headings.
CLOSED = frozenset(
    {"a", "button", "code", "kbd", "samp", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"script", "style", "textarea", "math", "svg", "blockquote"}
)
#: Inside these, a link that an editor wrote by hand still counts.
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
class TextSegment:
    """A piece of markup, or of text with its position in the text of the page."""

    html: str
    start: int = -1
    end: int = -1
    #: Whether names in it may become links.
    is_linkable: bool = False
    #: The name inside a wiki link.
    reference: str = ""


@dataclass(slots=True)
class HandLink:
    """A link that an editor wrote in Markdown: its address, and its position in the text of the
    page."""

    href: str
    start: int
    end: int


@dataclass(slots=True)
class SegmentedText:
    """The text of all fields, one after the other, with their segments and links. ``linkable``
    is the same text with spaces in place of everything that must not be linked."""

    text: str
    linkable: str
    fields: list[list[TextSegment]]
    links: list[HandLink]


def read(fields: Sequence[MarkedHtml]) -> SegmentedText:
    """Return the fields of a page as one text."""
    reader = _Reader()
    for field in fields:
        reader.add_field(field)
    text, linkable = "".join(reader.text), "".join(reader.linkable)
    return SegmentedText(text, linkable, reader.fields, reader.links)


class _Reader:
    """Reads HTML from the sanitizer: tags in lower case, values in double quotes, no ``<`` in
    text. A regular expression for tags is enough to parse it."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.linkable: list[str] = []
        self.fields: list[list[TextSegment]] = []
        self.links: list[HandLink] = []
        self._length = 0

    def add_field(self, field: MarkedHtml) -> None:
        """Read one field. Positions continue from the field before."""
        self._references = field.references
        self._open_tags: list[str] = []
        self._is_hidden = False
        self._segments: list[TextSegment] = []
        self.fields.append(self._segments)
        self._append(BREAK)
        for number, part in enumerate(_TAG.split(field.html)):
            if number % 2:
                self._add_tag(part)
            elif part:
                self._add_run(part)

    def _add_tag(self, raw: str) -> None:
        name = _NAME.match(raw)[1]  # type: ignore[index]
        if name not in _INLINE:
            self._append(BREAK)
        self._segments.append(
            TextSegment(resolve_in_tag(raw, self._references) if self._references else raw)
        )
        is_closing = raw[1] == "/"
        if name in CLOSED:
            if not is_closing:
                self._open_tags.append(name)
            elif name in self._open_tags:
                self._open_tags.reverse()
                self._open_tags.remove(name)
                self._open_tags.reverse()
        if name == "a":
            self._add_link(raw, is_closing)

    def _add_link(self, raw: str, is_closing: bool) -> None:
        if not is_closing:
            found = _HREF.search(raw)
            href = html.unescape(found[1]) if found else ""
            # The number of a footnote is next to a word, and no part of it.
            self._is_hidden = href.startswith("#fn")
            self.links.append(HandLink(href, self._length, self._length))
        elif self.links:
            self._is_hidden = False
            self.links[-1].end = self._length

    def _add_run(self, raw: str) -> None:
        """Make segments of the text between two tags: plain text, and wiki links."""
        if not self._references:
            self._add(raw)
            return
        for number, part in enumerate(PLACEHOLDER.split(raw)):
            if number % 2:
                self._add_reference(int(part))
            elif part:
                self._add(part)

    def _add(self, raw: str) -> None:
        if self._is_hidden:
            self._segments.append(TextSegment(raw))
            return
        start, is_linkable = self._length, not self._open_tags
        self._append(_words(raw), is_linkable)
        self._segments.append(TextSegment(raw, start, self._length, is_linkable))

    def _add_reference(self, number: int) -> None:
        reference = self._references[number]
        quoted = any(tag in _CODE for tag in self._open_tags)
        start = self._length
        shown = html.escape(reference.source if quoted else reference.words, quote=False)
        self._append(_words(shown))
        name = reference.name if _OPEN_BY_HAND.issuperset(self._open_tags) else ""
        self._segments.append(TextSegment(shown, start, self._length, False, name))

    def _append(self, text: str, is_linkable: bool = False) -> None:
        self.text.append(text)
        self.linkable.append(text if is_linkable else " " * len(text))
        self._length += len(text)


def _words(raw: str) -> str:
    """Return the characters of HTML text in NFC, on one line."""
    text = html.unescape(raw) if "&" in raw else raw
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.replace("\n", " ")
