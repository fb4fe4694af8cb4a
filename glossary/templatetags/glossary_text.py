"""Template filters; each calls one function of ``glossary.text``."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from glossary.text.data_block import json_ld_script
from glossary.text.markdown import html_block, html_inline
from glossary.text.plain import plain

register = template.Library()


@register.filter
def markdown(source: str, top: int = 3) -> SafeString:
    """``{{ page.body|markdown:2 }}``: block Markdown as safe HTML, its headings from level 2."""
    return html_block(source, top)


@register.filter
def markdown_inline(source: str) -> SafeString:
    """``{{ term.definition|markdown_inline }}``: inline Markdown as safe HTML."""
    return html_inline(source)


@register.filter
def markdown_plain(source: str) -> str:
    """``{{ term.definition|markdown_plain }}``: inline Markdown as plain text."""
    return plain(html_inline(source))


@register.filter
def json_ld(data: dict[str, Any]) -> SafeString:
    """``{{ head.json_ld|json_ld }}``: schema.org data as a data block."""
    return json_ld_script(data)
