"""A Markdown field as its readers will see it: safe HTML, with the links that its words will be."""

from django.utils.safestring import SafeString

from glossary.admin.markdown.fields import BLOCK_LOOKS
from glossary.linking.autolink import Subject, Text
from glossary.linking.lookup import base
from glossary.linking.mentions import PREFETCH, Linkable, known_to
from glossary.models import Term
from glossary.text.markdown import held_block, held_inline, html_block, html_inline
from glossary.text.wiki_links import Held

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
    subject = _subject(entry) if entry else Subject()
    known = known_to([Linkable(text, subject)])
    in_vain = [name for name in sorted(text.references) if not known.references.get(name)]
    return text.html(text.mentions(known, subject), in_vain)[0], in_vain


def _held(look: str, content: str) -> Held:
    return held_block(content, _top(look)) if look in BLOCK_LOOKS else held_inline(content)


def _top(look: str) -> int:
    return 2 if look == "page" else 3


def _subject(entry: int) -> Subject:
    term = Term.objects.filter(pk=entry).prefetch_related(*PREFETCH).first()
    if term is None:
        return Subject()
    vetoes = frozenset((veto.target_id, veto.context) for veto in term.link_vetoes.all())
    return Subject(term.pk, term.category_id, vetoes)
