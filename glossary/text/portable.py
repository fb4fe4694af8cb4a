"""Markdown as it leaves the site for other programs: in one form, its ``[[references]]`` as plain
words, its addresses in full, without raw HTML beyond the few tags Markdown has no words for."""

import re

import comrak

from glossary.text.markdown import EXTENSIONS, GUARD, MAX_BLOCK, MAX_INLINE, readable, structured
from glossary.text.sanitize import safe_url
from glossary.text.wiki_links import MARK, hold, strip_foreign_placeholders

_FENCED = comrak.RenderOptions()
_FENCED.prefer_fenced = True
_KEPT = {"sub", "sup", "kbd", "br"}
#: What comrak writes: code is a run of backticks up to the same run, and every "<" that opens no
#: tag is escaped.
_PIECE = re.compile(
    r"""
      (?P<code>(?P<run>`+)(?!`).*?(?<!`)(?P=run)(?!`))
    | (?P<escape>\\.)
    | <!--.*?(?:-->|\Z) | <(?P<raw>script|style)\b.*?(?:</(?P=raw)>|\Z)
    | <(?P<end>/?)(?P<tag>[a-z][a-z0-9-]*)(?:\s[^<>]*)?/?>
    | \]\( (?P<address>[^\s()<>]+)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def portable_block(source: str, site: str) -> str:
    """Return block Markdown for readers elsewhere; ``site`` completes its addresses."""
    return _portable(readable(source, MAX_BLOCK), site)


def portable_inline(source: str, site: str) -> str:
    """Return inline Markdown, one line, for readers elsewhere."""
    line = GUARD + " ".join(source.split())
    written = _portable(readable(line, MAX_INLINE + len(GUARD)), site)
    return written.removeprefix(GUARD)


def escaped(text: str) -> str:
    """Return plain ``text`` so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _portable(text: str, site: str) -> str:
    held, references = hold(text)
    if structured(held) is None:
        fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 3)
        return f"{fence}\n{text}\n{fence}"
    written = comrak.render_commonmark(held, extension_options=EXTENSIONS, render_options=_FENCED)

    def settle(piece: re.Match[str]) -> str:
        if code := piece["code"]:
            return MARK.sub(lambda mark: references[int(mark[1])].source, code)
        if tag := piece["tag"]:
            return f"<{piece['end']}{tag.lower()}>" if tag.lower() in _KEPT else ""
        if address := piece["address"]:
            return f"]({_full(address, site)}"
        return piece["escape"] or ""

    settled = _PIECE.sub(settle, strip_foreign_placeholders(written, references))
    return MARK.sub(lambda mark: escaped(references[int(mark[1])].words), settled).strip()


def _full(address: str, site: str) -> str:
    safe = safe_url(address)
    return f"{site}{safe}" if safe.startswith("/") else safe or "#"
