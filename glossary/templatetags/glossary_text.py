"""Template filters: one-line shells around ``glossary.text``."""

from django import template
from django.utils.safestring import SafeString

from glossary.text.markdown import html_block, html_inline
from glossary.text.plain import plain

register = template.Library()


@register.filter
def markdown(source: str) -> SafeString:
    """``{{ term.in_depth|markdown }}``: block Markdown as safe HTML."""
    return html_block(source)


@register.filter
def markdown_inline(source: str) -> SafeString:
    """``{{ term.definition|markdown_inline }}``: inline Markdown as safe HTML."""
    return html_inline(source)


@register.filter
def markdown_plain(source: str) -> str:
    """``{{ term.definition|markdown_plain }}``: inline Markdown as its words."""
    return plain(html_inline(source))
