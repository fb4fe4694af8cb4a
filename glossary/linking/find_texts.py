"""Finds the texts that may mention a name, by the search index."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from glossary.search.analysis import tokens
from glossary.search.backends import get_backend
from glossary.search.query import Query, QueryTerm

#: Articles that are joined to the next word: ``l'apprentissage`` is one word in the index.
_ELISIONS = {
    "fr": ("l", "d", "qu", "s", "n", "c", "j", "jusqu"),
    "it": ("l", "un", "dell", "all", "nell", "sull", "dall", "d"),
    "ca": ("l", "d", "s", "n", "m"),
}
#: Queries in one call of the index.
_AT_ONCE = 200


def find_texts_with(names: Sequence[Iterable[str]]) -> list[set[int]]:
    """Return, for each group of ``names``, the ids of entries whose text may mention one of
    them. Some may differ in accents or case. None that mentions a name is missing."""
    asked = {
        phrase: Query("", required=(QueryTerm(phrase),))
        for group in names
        for name in group
        for phrase in _phrases(name)
    }
    found: dict[tuple[str, ...], list[int]] = {}
    phrases = list(asked)
    for start in range(0, len(phrases), _AT_ONCE):
        part = phrases[start : start + _AT_ONCE]
        answers = get_backend().match([asked[phrase] for phrase in part])
        found |= dict(zip(part, answers, strict=True))
    return [
        {pk for name in group for phrase in _phrases(name) for pk in found[phrase]}
        for group in names
    ]


def _phrases(name: str) -> list[tuple[str, ...]]:
    """Return the tokens of a name: alone, with a possessive ending, and after an elided article.
    The index has no apostrophes."""
    *first, last = tokens(name) or [""]
    if not last:
        return []
    phrases = [(*first, last), (*first, f"{last}s")]
    initial = phrases[0][0][0]
    articles = _ELISIONS.get(settings.LANGUAGE_CODE[:2], ()) if initial in "aeiouh" else ()
    return [
        *phrases,
        *((f"{article}{start}", *rest) for article in articles for start, *rest in phrases),
    ]
