"""Every mention of another entry in an entry's text as a row, with its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.linking.autolink import LinkMatch, LookupResult, PageContext, Text
from glossary.linking.lookup import base, look_up
from glossary.models import LinkExclusion, Mention, Term
from glossary.models.term import TEXT_NAMES
from glossary.rendered_term import RenderedTerm, render_term, render_texts
from glossary.text.markdown import render_inline_with_placeholders

#: What ``of`` reads of an entry.
PREFETCH = ("applications", "link_exclusions")


@dataclass(frozen=True)
class PageText:
    """An entry's text, and whose it is."""

    text: Text
    subject: PageContext


def text_of(term: Term, applications: Iterable[str], top: int = 3) -> Text:
    """Return the text of an entry's page: ``TEXT_FIELDS`` with headings from level ``top``, then
    ``applications``."""
    texts = render_texts(term, top).values()
    return Text.of([*texts, *map(render_inline_with_placeholders, applications)], base())


def of(term: Term, top: int = 3) -> PageText:
    """Return the text of ``term`` with what editors excluded; reads PREFETCH."""
    return of_rendered(render_term(term, top))


def of_rendered(rendered: RenderedTerm) -> PageText:
    """Return the text of an entry that is rendered already; reads ``link_exclusions``."""
    term = rendered.term
    context = context_of(term, term.link_exclusions.all())
    return PageText(Text.of(rendered.marked, base()), context)


def context_of(term: Term, exclusions: Iterable[LinkExclusion]) -> PageContext:
    """Return whose page it is, with the links that editors excluded there."""
    excluded = frozenset((exclusion.target_id, exclusion.context) for exclusion in exclusions)
    return PageContext(term.pk, term.category_id, excluded)


def mentions_of(terms: Iterable[RenderedTerm]) -> list[Mention]:
    """Return the unsaved mentions in the texts of ``terms``; two queries."""
    texts = [of_rendered(term) for term in terms]
    known = look_up([one.text for one in texts])
    return [row for linkable in texts for row in rows_of(linkable, known)]


def rows_of(linkable: PageText, known: LookupResult) -> Iterable[Mention]:
    """Yield the unsaved rows of one text, with the names ``known`` to it. A name that may mean
    several entries is a mention of none."""
    text = linkable.text
    for position, found in enumerate(text.mentions(known, linkable.subject)):
        if not found.target.is_shared:
            yield _row(linkable, position, found)


def _row(linkable: PageText, position: int, found: LinkMatch) -> Mention:
    text = linkable.text
    place = text.field_of(found)
    sentence, start = text.sentence(found)
    return Mention(
        source_id=linkable.subject.term,
        target_id=found.target.term,
        field=TEXT_NAMES[place] if place < len(TEXT_NAMES) else Mention.APPLICATION,
        position=position,
        text=text.page.text[found.start : found.end][:200],
        sentence=sentence,
        start=start,
        context=text.context(found),
        linked=found.linked,
        by_hand=found.by_hand,
        excluded=found.excluded,
    )
