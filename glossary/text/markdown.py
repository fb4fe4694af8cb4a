"""Markdown to safe HTML, the one pipeline of public pages, previews and feeds.

The renderer is comrak: CommonMark with GitHub's extensions, in time linear to the input. What it
returns passes ``sanitize`` last. Placeholders stand for wiki links until they are resolved to words
or made links.
"""

import html
import re

import comrak
from django.utils.safestring import SafeString, mark_safe

from glossary.text.plain import printable
from glossary.text.sanitize import sanitize, sanitize_inline
from glossary.text.wiki_links import (
    MarkedHtml,
    Reference,
    insert_placeholders,
    resolve_wiki_links,
    strip_foreign_placeholders,
)

EXTENSIONS = comrak.ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.autolink = True
EXTENSIONS.footnotes = True
_HEADING = re.compile(r"(</?h)([1-6])>")
_TAG = re.compile(r"<(/?)[a-z]")
_VOID = re.compile(r"<(?:br|hr|img)\b")
# Nobody nests deeper on purpose, and the sanitizer's time grows with the square of the depth.
_MAX_DEPTH = 60
# Tables fill short rows: 50 kB of text became 5 MB of empty cells.
_MAX_CELLS = 60_000
#: Texts longer than these, in characters, are cut. Forms and imports accept far shorter ones.
MAX_BLOCK, MAX_INLINE = 200_000, 20_000
# Precedes inline Markdown: it starts no block, and emphasis may follow it.
GUARD = "·"


def _render(source: str, limit: int) -> tuple[str, tuple[Reference, ...]]:
    text = readable(source, limit)
    with_placeholders, references = insert_placeholders(text)
    rendered = structured(with_placeholders)
    return (f"<pre>{html.escape(text)}</pre>", ()) if rendered is None else (rendered, references)


def readable(source: str, limit: int) -> str:
    """Return the first ``limit`` characters of ``source`` with one kind of line ends,
    without characters that HTML cannot hold."""
    return printable(source.replace("\r\n", "\n").replace("\r", "\n")[:limit])


def structured(text: str) -> str | None:
    """Return readable ``text`` as HTML that is not sanitized yet; None if its tables or its nesting
    are too large, so that it can only be shown as it is written."""
    if _cells(text) > _MAX_CELLS:
        return None
    rendered = comrak.render_markdown(text, extension_options=EXTENSIONS)
    return rendered if _depth(rendered) <= _MAX_DEPTH else None


def _cells(text: str) -> int:
    """Return how many cells a table of all lines would have."""
    lines = text.split("\n")
    return len(lines) * max(line.count("|") for line in lines)


def _depth(rendered: str) -> int:
    deepest = depth = 0
    for tag in _TAG.finditer(_VOID.sub("", rendered)):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def render_block(source: str, top: int = 3) -> str:
    """Return ``source`` as safe block HTML, with headings from level ``top``, below those of the
    page. Text beyond ``MAX_BLOCK`` is not rendered."""
    return resolve_wiki_links(render_block_with_placeholders(source, top))


def render_block_with_placeholders(source: str, top: int = 3) -> MarkedHtml:
    """Return ``render_block(source, top)`` with placeholders for its wiki links."""
    rendered, references = _render(source, MAX_BLOCK)
    return MarkedHtml(
        strip_foreign_placeholders(sanitize(_renumber_headings(rendered, top)), references),
        references,
    )


def _renumber_headings(rendered: str, top: int) -> str:
    """Let the outline begin at ``top`` and skip no level (WCAG 1.3.1), whatever was written."""
    above: list[int] = []

    def renumber(tag: re.Match[str]) -> str:
        written = int(tag[2])
        if tag[1] == "<h":
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        return f"{tag[1]}{min(len(above) + top - 1, 6)}>"

    return _HEADING.sub(renumber, rendered)


def render_inline(source: str) -> str:
    """Return ``source`` as safe inline HTML: no block Markdown, whatever its lines begin with.
    Text beyond ``MAX_INLINE`` is not rendered."""
    return resolve_wiki_links(render_inline_with_placeholders(source))


def render_inline_with_placeholders(source: str) -> MarkedHtml:
    """Return ``render_inline(source)`` with placeholders for its wiki links."""
    line = " ".join(source.split())
    rendered, references = _render(GUARD + line, MAX_INLINE + len(GUARD))
    inner = rendered.strip().removeprefix("<p>").removesuffix("</p>")
    safe = sanitize_inline(inner.replace(GUARD, "", 1))
    return MarkedHtml(strip_foreign_placeholders(safe, references), references)


def html_block(source: str, top: int = 3) -> SafeString:
    """Return ``render_block(source, top)`` marked safe for templates."""
    return mark_safe(render_block(source, top))  # noqa: S308 - it has passed the sanitizer


def html_inline(source: str) -> SafeString:
    """Return ``render_inline(source)`` marked safe for templates."""
    return mark_safe(render_inline(source))  # noqa: S308 - it has passed the sanitizer
