"""The text of an entry as its readers see it: with links, and what the links lead to."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from glossary.linking.autolink import LinkMatch
from glossary.linking.lookup import look_up
from glossary.linking.matching import LinkCandidate
from glossary.linking.mentions import context_of, text_of
from glossary.models import Level, Term
from glossary.models.term import TEXT_NAMES
from glossary.public.term_page.data import RelatedRows
from glossary.text.markdown import render_inline
from glossary.text.plain import plain, reading_minutes


class LinkedApplication(NamedTuple):
    title: str
    description: SafeString


class LinkedTerm(NamedTuple):
    """An entry that the page links to, in short."""

    name: str
    slug: str
    definition: str
    level: str

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


@dataclass
class LinkedText:
    """The texts of an entry by the names of their fields, as safe HTML with links, and the entries
    they link to in the order of the page. ``description`` is the definition as plain text."""

    html: dict[str, SafeString]
    applications: list[LinkedApplication]
    terms: list[LinkedTerm]
    minutes: int
    description: str


def link_text(term: Term, related: RelatedRows) -> LinkedText:
    """Return the linked text of ``term``. Each field is rendered once; two queries."""
    text = text_of(term, [use.description for use in related.applications])
    found = text.mentions(look_up([text]), context_of(term, related.exclusions))
    html = text.html(found)
    uses = html[len(TEXT_NAMES) :]
    return LinkedText(
        html=dict(zip(TEXT_NAMES, html, strict=False)),
        applications=[
            LinkedApplication(use.title, html)
            for use, html in zip(related.applications, uses, strict=True)
        ],
        terms=_linked_terms(found),
        minutes=reading_minutes(text.plain(TEXT_NAMES.index("in_depth"))),
        description=text.plain(TEXT_NAMES.index("definition")),
    )


def _linked_terms(mentions: list[LinkMatch]) -> list[LinkedTerm]:
    """Return each entry once that a link of the page leads to."""
    targets: dict[int, LinkCandidate] = {}
    for mention in mentions:
        if mention.linked and not mention.target.is_shared:
            targets.setdefault(mention.target.term, mention.target)
    return [
        LinkedTerm(
            target.name,
            target.slug,
            plain(render_inline(target.definition)),
            str(Level(target.level).label),
        )
        for target in targets.values()
    ]
