"""What words that are made from one another have in common: scale, scaled, scaling."""

import re
from functools import lru_cache

import Stemmer

_MIN_LETTERS = 4
#: British endings and the American ones that Snowball expects.
_BRITISH = (
    (re.compile(r"(?<=[bt])re$"), "er"),
    (re.compile(r"(?<=\w{3})our"), "or"),
    (re.compile(r"yse$"), "yze"),
)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the Snowball stem of a lower-case ``word`` in ``language``, such as ``"en"`` or
    ``"pt-br"``. Returns the word itself if it is short, has digits, or Snowball does not know the
    language."""
    if len(word) < _MIN_LETTERS or not word.isalpha():
        return word
    code = language.partition("-")[0]
    try:
        # No stemmer is kept: it is not safe for threads, and fast to make.
        stemmer = Stemmer.Stemmer(code, 0)
    except KeyError:
        return word
    found: str = stemmer.stemWord(american_spelling(word) if code == "en" else word)
    return found


def american_spelling(word: str) -> str:
    """Return a British word as Americans write it: ``"centre"`` → ``"center"``."""
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word
