"""Markdown for other programs: in one form, with plain words for wiki links and complete addresses,
and without raw HTML except the few tags that Markdown has no syntax for."""

import re

import comrak

from glossary.text.markdown import EXTENSIONS, GUARD, MAX_BLOCK, MAX_INLINE, readable, structured
from glossary.text.sanitize import safe_url
from glossary.text.wiki_links import PLACEHOLDER, insert_placeholders, strip_foreign_placeholders

_FENCED = comrak.RenderOptions()
_FENCED.prefer_fenced = True
_KEPT_TAGS = {"sub", "sup", "kbd", "br"}
#: What to change in the output of comrak: code is a run of backticks up to the same run, and every
#: "<" that opens no tag is escaped.
_SYNTAX = re.compile(
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
    """Return block Markdown for other programs; ``site`` completes its addresses."""
    return _portable(readable(source, MAX_BLOCK), site)


def portable_inline(source: str, site: str) -> str:
    """Return inline Markdown for other programs, as one line."""
    line = GUARD + " ".join(source.split())
    written = _portable(readable(line, MAX_INLINE + len(GUARD)), site)
    return written.removeprefix(GUARD)


def escaped(text: str) -> str:
    """Return plain ``text`` so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _portable(text: str, site: str) -> str:
    with_placeholders, references = insert_placeholders(text)
    if structured(with_placeholders) is None:
        fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 3)
        return f"{fence}\n{text}\n{fence}"
    written = comrak.render_commonmark(
        with_placeholders, extension_options=EXTENSIONS, render_options=_FENCED
    )

    def replace(match: re.Match[str]) -> str:
        if code := match["code"]:
            return PLACEHOLDER.sub(lambda match: references[int(match[1])].source, code)
        if tag := match["tag"]:
            return f"<{match['end']}{tag.lower()}>" if tag.lower() in _KEPT_TAGS else ""
        if address := match["address"]:
            return f"]({_full(address, site)}"
        return match["escape"] or ""

    replaced = _SYNTAX.sub(replace, strip_foreign_placeholders(written, references))
    return PLACEHOLDER.sub(lambda match: escaped(references[int(match[1])].words), replaced).strip()


def _full(address: str, site: str) -> str:
    safe = safe_url(address)
    return f"{site}{safe}" if safe.startswith("/") else safe or "#"
