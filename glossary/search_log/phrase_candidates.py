"""What entries' texts speak of by a name of its own, whether an entry of that name exists or not:
which of it is wanted is asked when the list is read, so that no new name rebuilds anything."""

from collections.abc import Iterable, Iterator, Sequence

from glossary.models import PhraseCandidate
from glossary.rendered_term import RenderedTerm
from glossary.search_log.phrases import phrases
from glossary.text.normalize import name_key
from glossary.text.plain import prose


def replace_phrases(ids: Sequence[int], terms: Iterable[RenderedTerm]) -> None:
    """Replace the phrases of ``ids`` by those of ``terms``."""
    PhraseCandidate.objects.filter(term_id__in=ids).delete()
    PhraseCandidate.objects.bulk_create(row for term in terms for row in _phrases_of(term))


def _phrases_of(rendered: RenderedTerm) -> Iterator[PhraseCandidate]:
    blocks = (block for text in rendered.html for block in prose(text))
    for phrase in phrases(blocks):
        key = name_key(phrase.text)[:200]
        yield PhraseCandidate(
            term=rendered.term, key=key, text=phrase.text[:200], sentence=phrase.sentence
        )
