"""Links that editors write by hand, ``[[name]]`` and ``[[name|words]]``: carried through renderer
and sanitiser as marks that neither of them touches, so that a ``|`` parts no table cell and ``*``
in a name is no emphasis. ``\\[[`` is no link."""

import html
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from glossary.text.plain import UNPRINTABLE

_WRITTEN = re.compile(r"(?<!\\)\[\[([^\[\]\n]{1,400})\]\](?![\[(])")
# Noncharacters: ``printable`` removes any that a writer typed, ``strip_foreign_placeholders`` those
# that came of character references and escapes.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
#: A mark in rendered text; the group is the reference's place in the list.
MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_MARK_IN_URL = re.compile(f"{quote(_OPEN)}([0-9]+){quote(_CLOSE)}")
_LIKE_MARKS = re.compile(
    f"{_OPEN}([0-9]{{1,6}}){_CLOSE}|{quote(_OPEN)}([0-9]{{1,6}}){quote(_CLOSE)}"
    f"|{quote(_OPEN)}|{UNPRINTABLE.pattern}"
)
_LOST = "\ufffd"


class Reference(NamedTuple):
    """A link by hand: the name of the entry, the words that readers see, the writer's Markdown."""

    name: str
    words: str
    source: str


class MarkedHtml(NamedTuple):
    """Safe HTML with marks in the place of references, and these."""

    html: str
    references: tuple[Reference, ...] = ()


def hold(source: str) -> tuple[str, tuple[Reference, ...]]:
    """Return Markdown with marks in the place of its references, code included, and these."""
    found: list[Reference] = []

    def keep(written: re.Match[str]) -> str:
        name, _, words = html.unescape(written[1]).replace("\\|", "|").partition("|")
        name = " ".join(name.split())
        if not name:
            return written[0]
        found.append(Reference(name, " ".join(words.split()) or name, written[0]))
        return f"{_OPEN}{len(found) - 1}{_CLOSE}"

    return _WRITTEN.sub(keep, source), tuple(found)


def strip_foreign_placeholders(rendered: str, references: tuple[Reference, ...]) -> str:
    """Return what a renderer made with no marks but those of ``references``, and nothing else that
    HTML cannot hold."""
    if rendered.isascii() and quote(_OPEN) not in rendered:
        return UNPRINTABLE.sub(_LOST, rendered)

    def keep(like: re.Match[str]) -> str:
        number = like[1] or like[2]
        if number and int(number) < len(references):
            return like[0]
        return quote(_LOST) if like[0].startswith("%") else _LOST

    return _LIKE_MARKS.sub(keep, rendered)


def settle_tag(tag: str, references: tuple[Reference, ...]) -> str:
    """Return the HTML of a tag with its marks replaced: words in attributes, Markdown in URLs."""

    def put(show: Callable[[Reference], str]) -> Callable[[re.Match[str]], str]:
        return lambda mark: show(references[int(mark[1])])

    spoken = MARK.sub(put(lambda reference: html.escape(reference.words)), tag)
    return _MARK_IN_URL.sub(put(lambda reference: quote(reference.source)), spoken)


_CODE = re.compile(r"<(/?)(?:code|kbd|samp|pre)\b")
_TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')


def resolve_wiki_links(marked: MarkedHtml) -> str:
    """Return the HTML with the words of each wiki link in its place; in code what was written."""
    if not marked.references:
        return marked.html
    depth, out = 0, []
    for index, part in enumerate(_TAG.split(marked.html)):
        if index % 2:
            if code := _CODE.match(part):
                depth += -1 if code[1] else 1
            out.append(settle_tag(part, marked.references))
        else:
            out.append(
                MARK.sub(partial(_words, references=marked.references, in_code=depth > 0), part)
            )
    return "".join(out)


def _words(mark: re.Match[str], references: tuple[Reference, ...], in_code: bool) -> str:
    reference = references[int(mark[1])]
    return html.escape(reference.source if in_code else reference.words, quote=False)
