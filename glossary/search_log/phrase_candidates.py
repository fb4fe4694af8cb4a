"""What entries' texts speak of by a name of its own, whether an entry of that name exists or not:
which of it is wanted is asked when the list is read, so that no new name rebuilds anything."""

from collections.abc import Iterable, Iterator, Sequence

from glossary.models import PhraseCandidate, Term
from glossary.search_log.phrases import phrases
from glossary.text.markdown import render_block, render_inline
from glossary.text.normalize import name_key
from glossary.text.plain import prose


def replace_phrases(ids: Sequence[int], terms: Iterable[Term]) -> None:
    """Replace the phrases of ``ids`` by those of ``terms``. Reads ``applications``."""
    PhraseCandidate.objects.filter(term_id__in=ids).delete()
    PhraseCandidate.objects.bulk_create(row for term in terms for row in _phrases_of(term))


def _phrases_of(term: Term) -> Iterator[PhraseCandidate]:
    for phrase in phrases(_blocks(term)):
        key = name_key(phrase.text)[:200]
        yield PhraseCandidate(term=term, key=key, text=phrase.text[:200], sentence=phrase.sentence)


def _blocks(term: Term) -> Iterator[str]:
    yield from prose(render_inline(term.definition))
    yield from prose(render_block(term.in_depth))
    yield from prose(render_inline(term.key_takeaway))
    for application in term.applications.all():
        yield from prose(render_inline(application.description))
