"""A Markdown field as its readers will see it: safe HTML, with the links that its words will be."""

from django.utils.safestring import SafeString

from glossary.admin.markdown.fields import BLOCK_LOOKS
from glossary.linking.autolink import PageContext, Text
from glossary.linking.lookup import base, look_up
from glossary.linking.mentions import PREFETCH, context_of
from glossary.models import Term
from glossary.text.markdown import (
    html_block,
    html_inline,
    render_block_with_placeholders,
    render_inline_with_placeholders,
)
from glossary.text.wiki_links import MarkedHtml

#: Looks of an entry's texts: elsewhere no word becomes a link.
LINKED = frozenset({"definition", "takeaway", "prose", "application"})


def unlinked(look: str, content: str) -> SafeString:
    """Return ``content`` as safe HTML in the ``look`` of its field."""
    return html_block(content, _top(look)) if look in BLOCK_LOOKS else html_inline(content)


def linked(look: str, content: str, entry: int = 0) -> tuple[SafeString, list[str]]:
    """Return ``content`` as a field of the entry, new or stored, with links, and the names to which
    it refers by hand in vain; these are marked. Each field is linked as if it stood alone."""
    if look not in LINKED:
        return unlinked(look, content), []
    text = Text.of([_held(look, content)], base())
    subject = _subject(entry) if entry else PageContext()
    known = look_up([text])
    in_vain = [name for name in sorted(text.references) if not known.references.get(name)]
    return text.html(text.mentions(known, subject), in_vain)[0], in_vain


def _held(look: str, content: str) -> MarkedHtml:
    return (
        render_block_with_placeholders(content, _top(look))
        if look in BLOCK_LOOKS
        else render_inline_with_placeholders(content)
    )


def _top(look: str) -> int:
    return 2 if look == "page" else 3


def _subject(entry: int) -> PageContext:
    term = Term.objects.filter(pk=entry).prefetch_related(*PREFETCH).first()
    if term is None:
        return PageContext()
    return context_of(term, term.link_exclusions.all())
