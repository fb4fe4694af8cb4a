"""The text of an entry as its readers see it: linked, with what the links lead to, and who links
here."""

from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from glossary.linking import backlinks, mentions
from glossary.linking.autolink import LinkMatch, PageContext
from glossary.linking.backlinks import Incoming
from glossary.linking.lookup import look_up
from glossary.linking.matching import LinkCandidate
from glossary.models import Level, Term
from glossary.process_memory import remember
from glossary.public.term_page.data import Entry
from glossary.text.markdown import render_inline
from glossary.text.plain import plain, reading_minutes

_IN_DEPTH = 1


class LinkedApplication(NamedTuple):
    title: str
    description: SafeString


class TermHere(NamedTuple):
    """An entry that the page speaks of, in short."""

    name: str
    slug: str
    definition: str
    level: str

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])


@dataclass
class Linked:
    """The fields of an entry as safe HTML with links, the entries they lead to in the order of the
    page, and the texts that lead here; ``more`` of these than are shown."""

    definition: SafeString
    in_depth: SafeString
    key_takeaway: SafeString
    applications: list[LinkedApplication]
    terms: list[TermHere]
    minutes: int
    mentioned_in: list[Incoming]
    more: bool


def linked(term: Term, entry: Entry) -> Linked:
    """Return the linked text of ``term``, whose surroundings are ``entry``. One query; one more
    where there are new names, and four where texts elsewhere have to be read anew."""
    text = mentions.text_of(term, [use.description for use in entry.applications])
    linkable = mentions.PageText(text, PageContext(term.pk, term.category_id, entry.exclusions))
    known = look_up([text])
    found = text.mentions(known, linkable.subject)
    definition, in_depth, takeaway, *uses = text.html(found)
    mentioned_in, more = _mentioned_in(term, entry)
    return Linked(
        definition=definition,
        in_depth=in_depth,
        key_takeaway=takeaway,
        applications=[
            LinkedApplication(use.title, html)
            for use, html in zip(entry.applications, uses, strict=True)
        ],
        terms=_terms(found),
        minutes=reading_minutes(text.plain(_IN_DEPTH)),
        mentioned_in=mentioned_in,
        more=more,
    )


def _terms(mentions: list[LinkMatch]) -> list[TermHere]:
    """Each entry once that a link of the page leads to."""
    targets: dict[int, LinkCandidate] = {}
    for mention in mentions:
        if mention.linked and not mention.target.is_shared:
            targets.setdefault(mention.target.term, mention.target)
    return [
        TermHere(
            target.name,
            target.slug,
            plain(render_inline(target.definition)),
            str(Level(target.level).label),
        )
        for target in targets.values()
    ]


def _mentioned_in(term: Term, entry: Entry) -> tuple[list[Incoming], bool]:
    """Stored mentions of texts that are up to date; the others are read, once for each edition."""
    stored = [mention.shown for mention in entry.mentions if not mention.stale]
    sources = entry.stale | {mention.source for mention in entry.mentions if mention.stale}
    if not sources:
        return backlinks.in_order(stored)
    anew = remember(f"mentions:{term.pk}", lambda: backlinks.read_anew(term.pk, sources))
    return backlinks.in_order([*stored, *anew])
