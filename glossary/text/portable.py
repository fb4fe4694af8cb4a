"""Markdown as it leaves the site for other programs: in one form, its ``[[references]]`` as plain
words, its addresses in full, without raw HTML beyond the few tags Markdown has no words for."""

import re

import comrak

from glossary import conf
from glossary.text.markdown import EXTENSIONS, GUARD, readable, structured
from glossary.text.sanitize import safe_url

_FENCED = comrak.RenderOptions()
_FENCED.prefer_fenced = True
_KEPT = {"sub", "sup", "kbd", "br"}
#: What comrak writes: code is a run of backticks up to the same run, a bracket that is no link's
#: is escaped, and so is every "<" that opens no tag.
_PIECE = re.compile(
    r"""
      (?P<code>(?P<run>`+)(?!`).*?(?<!`)(?P=run)(?!`))
    | \\\[\\?\[ (?P<reference>(?:(?!\\\[|\]\\?\]).){1,400}?) \\\]\\?\]
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
    return _portable(readable(source, conf.get("MAX_TEXT")), site)


def portable_inline(source: str, site: str) -> str:
    """Return inline Markdown, one line, for readers elsewhere."""
    line = GUARD + " ".join(source.split())
    written = _portable(readable(line, conf.get("MAX_INLINE") + 1), site)
    return written.removeprefix(GUARD)


def escaped(text: str) -> str:
    """Return plain ``text`` so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _portable(text: str, site: str) -> str:
    if structured(text) is None:
        fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 3)
        return f"{fence}\n{text}\n{fence}"
    written = comrak.render_commonmark(text, extension_options=EXTENSIONS, render_options=_FENCED)

    def settle(piece: re.Match[str]) -> str:
        if reference := piece["reference"]:
            return reference.rpartition("|")[2].strip()
        if tag := piece["tag"]:
            return f"<{piece['end']}{tag.lower()}>" if tag.lower() in _KEPT else ""
        if address := piece["address"]:
            return f"]({_full(address, site)}"
        return piece["code"] or piece["escape"] or ""

    return _PIECE.sub(settle, written).strip()


def _full(address: str, site: str) -> str:
    safe = safe_url(address)
    return f"{site}{safe}" if safe.startswith("/") else safe or "#"
