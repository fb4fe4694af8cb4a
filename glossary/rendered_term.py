"""The texts of an entry as HTML, each rendered once for all that is derived from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from glossary.models import Term
from glossary.models.term import TEXT_FIELDS
from glossary.text.markdown import render_block_with_placeholders, render_inline_with_placeholders
from glossary.text.plain import plain
from glossary.text.wiki_links import MarkedHtml, resolve_wiki_links


@dataclass(frozen=True)
class RenderedTerm:
    """An entry and its rendered texts, in the order of the page: ``TEXT_FIELDS``, then the
    descriptions of its applications."""

    term: Term
    texts: dict[str, MarkedHtml]
    applications: list[MarkedHtml]

    @property
    def marked(self) -> list[MarkedHtml]:
        """All texts, with placeholders for the links that editors wrote."""
        return [*self.texts.values(), *self.applications]

    @cached_property
    def html(self) -> list[str]:
        """All texts as safe HTML."""
        return [resolve_wiki_links(text) for text in self.marked]

    def plain_texts(self) -> dict[str, str]:
        """Return each of ``TEXT_FIELDS`` as plain text, by name."""
        return {name: plain(text) for name, text in zip(self.texts, self.html, strict=False)}

    def plain_applications(self) -> Iterator[tuple[str, str]]:
        """Yield the title of each application, and its description as plain text."""
        descriptions = self.html[len(self.texts) :]
        for use, description in zip(self.term.applications.all(), descriptions, strict=True):
            yield use.title, plain(description)


def render_term(term: Term, top: int = 3) -> RenderedTerm:
    """Render every text of ``term``, headings from level ``top`` on. Reads ``applications``."""
    uses = [render_inline_with_placeholders(use.description) for use in term.applications.all()]
    return RenderedTerm(term, render_texts(term, top), uses)


def render_texts(term: Term, top: int = 3) -> dict[str, MarkedHtml]:
    """Return each of ``TEXT_FIELDS`` rendered, by name."""
    return {
        field.name: render_block_with_placeholders(getattr(term, field.name), top)
        if field.is_block
        else render_inline_with_placeholders(getattr(term, field.name))
        for field in TEXT_FIELDS
    }
