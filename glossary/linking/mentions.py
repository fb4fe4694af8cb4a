"""The mentions of other entries in the text of an entry, as rows with their sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from glossary.linking.autolink import Linker, LinkMatch, LookupResult, PageContext
from glossary.linking.lookup import base, look_up
from glossary.models import LinkExclusion, Mention, Term
from glossary.models.term import TEXT_NAMES
from glossary.rendered_term import RenderedTerm, render_term, render_texts
from glossary.text.markdown import render_inline_with_placeholders

#: What ``of`` reads of an entry.
PREFETCH = ("applications", "link_exclusions")


@dataclass(frozen=True)
class PageText:
    """The text of a page, and its context."""

    text: Linker
    subject: PageContext


def text_of(term: Term, applications: Iterable[str], top: int = 3) -> Linker:
    """Return the text of an entry's page: ``TEXT_FIELDS`` with headings from level ``top``, then
    ``applications``."""
    texts = render_texts(term, top).values()
    return Linker.of([*texts, *map(render_inline_with_placeholders, applications)], base())


def of(term: Term, top: int = 3) -> PageText:
    """Return the text of ``term`` with what editors excluded; reads PREFETCH."""
    return of_rendered(render_term(term, top))


def of_rendered(rendered: RenderedTerm) -> PageText:
    """Return the text of an entry that is rendered already; reads ``link_exclusions``."""
    term = rendered.term
    context = context_of(term, term.link_exclusions.all())
    return PageText(Linker.of(rendered.marked, base()), context)


def context_of(term: Term, exclusions: Iterable[LinkExclusion]) -> PageContext:
    """Return the context of the page of ``term``, with the links that editors excluded there."""
    excluded = frozenset((exclusion.target_id, exclusion.context) for exclusion in exclusions)
    return PageContext(term.pk, term.category_id, excluded)


def mentions_of(terms: Iterable[RenderedTerm]) -> list[Mention]:
    """Return the unsaved mentions in the texts of ``terms``; two queries."""
    texts = [of_rendered(term) for term in terms]
    lookup = look_up([one.text for one in texts])
    return [row for page in texts for row in rows_of(page, lookup)]


def rows_of(page: PageText, lookup: LookupResult) -> Iterable[Mention]:
    """Yield the unsaved rows of one text, with the names ``known`` to it. A name that may mean
    several entries is a mention of none."""
    text = page.text
    for position, found in enumerate(text.mentions(lookup, page.subject)):
        if not found.target.is_shared:
            yield _row(page, position, found)


def _row(page: PageText, position: int, found: LinkMatch) -> Mention:
    text = page.text
    field_index = text.field_of(found)
    sentence, start = text.sentence(found)
    return Mention(
        source_id=page.subject.term,
        target_id=found.target.term,
        field=TEXT_NAMES[field_index] if field_index < len(TEXT_NAMES) else Mention.APPLICATION,
        position=position,
        text=text.page.text[found.start : found.end][:200],
        sentence=sentence,
        start=start,
        context=text.context(found),
        linked=found.linked,
        by_hand=found.by_hand,
        excluded=found.excluded,
    )
