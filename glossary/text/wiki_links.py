"""Links that editors write, ``[[name]]`` and ``[[name|words]]``. ``\\[[`` is no link.

Placeholders that neither the renderer nor the sanitizer changes stand for them, so that ``|`` does
not split a table cell and ``*`` in a name is no emphasis."""

import html
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from glossary.text.plain import UNPRINTABLE

_WIKI_LINK = re.compile(r"(?<!\\)\[\[([^\[\]\n]{1,400})\]\](?![\[(])")
# Noncharacters: ``printable`` removes those that an editor typed, ``strip_foreign_placeholders``
# those that come from character references and escapes.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
#: A placeholder in rendered text; the group is the index of the reference.
PLACEHOLDER = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PLACEHOLDER_IN_URL = re.compile(f"{quote(_OPEN)}([0-9]+){quote(_CLOSE)}")
_LIKE_PLACEHOLDER = re.compile(
    f"{_OPEN}([0-9]{{1,6}}){_CLOSE}|{quote(_OPEN)}([0-9]{{1,6}}){quote(_CLOSE)}"
    f"|{quote(_OPEN)}|{UNPRINTABLE.pattern}"
)
_REPLACEMENT = "\ufffd"


class Reference(NamedTuple):
    """A wiki link: the name of the entry, the words that readers see, and the Markdown."""

    name: str
    words: str
    source: str


class MarkedHtml(NamedTuple):
    """Safe HTML with placeholders for references, and the references."""

    html: str
    references: tuple[Reference, ...] = ()


def insert_placeholders(source: str) -> tuple[str, tuple[Reference, ...]]:
    """Return Markdown with placeholders for its references, in code too, and the references."""
    found: list[Reference] = []

    def replace(match: re.Match[str]) -> str:
        name, _, words = html.unescape(match[1]).replace("\\|", "|").partition("|")
        name = " ".join(name.split())
        if not name:
            return match[0]
        found.append(Reference(name, " ".join(words.split()) or name, match[0]))
        return f"{_OPEN}{len(found) - 1}{_CLOSE}"

    return _WIKI_LINK.sub(replace, source), tuple(found)


def strip_foreign_placeholders(rendered: str, references: tuple[Reference, ...]) -> str:
    """Return rendered text without placeholders that are not of ``references``, and without other
    characters that HTML cannot hold."""
    if rendered.isascii() and quote(_OPEN) not in rendered:
        return UNPRINTABLE.sub(_REPLACEMENT, rendered)

    def replace(match: re.Match[str]) -> str:
        index = match[1] or match[2]
        if index and int(index) < len(references):
            return match[0]
        return quote(_REPLACEMENT) if match[0].startswith("%") else _REPLACEMENT

    return _LIKE_PLACEHOLDER.sub(replace, rendered)


def resolve_in_tag(tag: str, references: tuple[Reference, ...]) -> str:
    """Return a tag with the words of its references in attributes, and their Markdown in URLs."""

    def replace(show: Callable[[Reference], str]) -> Callable[[re.Match[str]], str]:
        return lambda match: show(references[int(match[1])])

    resolved = PLACEHOLDER.sub(replace(lambda reference: html.escape(reference.words)), tag)
    return _PLACEHOLDER_IN_URL.sub(replace(lambda reference: quote(reference.source)), resolved)


_CODE = re.compile(r"<(/?)(?:code|kbd|samp|pre)\b")
_TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')


def resolve_wiki_links(marked: MarkedHtml) -> str:
    """Return the HTML with the words of each wiki link; in code, with its Markdown."""
    if not marked.references:
        return marked.html
    depth, out = 0, []
    for index, part in enumerate(_TAG.split(marked.html)):
        if index % 2:
            if code := _CODE.match(part):
                depth += -1 if code[1] else 1
            out.append(resolve_in_tag(part, marked.references))
        else:
            out.append(
                PLACEHOLDER.sub(
                    partial(_words, references=marked.references, in_code=depth > 0), part
                )
            )
    return "".join(out)


def _words(match: re.Match[str], references: tuple[Reference, ...], in_code: bool) -> str:
    reference = references[int(match[1])]
    return html.escape(reference.source if in_code else reference.words, quote=False)
