"""The tokens that both databases index and look for, so that they find the same."""

from functools import lru_cache

from django.conf import settings

from glossary.text import stemming
from glossary.text.normalize import words
from glossary.text.tokens import tokenize

MAX_TOKEN = 60
#: Precedes a stem in the index (a private character, which both databases index).
_STEM_MARK = "\ue000"


def split_word(word: str) -> list[str]:
    """Return the tokens of one folded word: one for most scripts, one per character for scripts
    written without spaces."""
    return [token[:MAX_TOKEN] for token in tokenize(word) or [word]]


def tokens(text: str) -> list[str]:
    """Return all tokens of ``text`` in order, folded."""
    return [token for word in words(text) for token in split_word(word)]


def stem(token: str) -> str:
    """Return the stem of a token in the language of the site."""
    return stemming.stem(token, settings.LANGUAGE_CODE)


def index_tokens(text: str) -> list[str]:
    """Return what is indexed of a field: its tokens in order, then each stem that is not a token
    itself. Phrases are found by the first, other shapes of a word by the last."""
    found = tokens(text)
    stems = (_STEM_MARK + stem(token) for token in found if stem(token) != token)
    return found + list(dict.fromkeys(stems))


def stem_alternatives(token: str) -> tuple[str, ...]:
    """Return the indexed tokens, besides ``token``, of words with the same stem."""
    own = stem(token)
    marked = _STEM_MARK + own
    return (marked,) if own == token else (marked, own)


@lru_cache(maxsize=50_000)  # texts repeat their words
def comparison_forms(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return each token of one word of a text with its stem."""
    return tuple((token, stemming.stem(token, language)) for token in tokens(word))
