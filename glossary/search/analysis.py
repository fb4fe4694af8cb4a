"""The tokens both databases index, and questions are made of. Folded here, so that they answer
alike."""

import re
from functools import lru_cache

from glossary.text.normalize import words
from glossary.text.tokens import tokenize

_ENGLISH = re.compile(r"[a-z]{3,}")
#: Plurals in -es, and the words in -e that would else be told from their own plural.
_ES = re.compile(r"(?:ss|x|zz|ch|sh)(es?)$")
MAX_TOKEN = 60


def tokens(text: str) -> list[list[str]]:
    """Return the words of ``text``, each as the list of its tokens: one for most scripts, one per
    character for scripts written without spaces."""
    return [split(word) for word in words(text)]


def split(word: str) -> list[str]:
    """Return the tokens of one folded word."""
    return [token[:MAX_TOKEN] for token in tokenize(word) or [word]]


@lru_cache(maxsize=20_000)
def stem(token: str) -> str:
    """Return what an English plural and its singular have in common: ``"policies"`` and
    ``"policy"`` → policy, ``"caches"`` and ``"cache"`` → cach, ``"vms"`` → vm. Texts and questions
    pass through it alike, so that it need not be a word."""
    if not _ENGLISH.fullmatch(token):
        return token
    if token.endswith("ies") and len(token) > 4:
        return f"{token[:-3]}y"
    if found := _ES.search(token):
        return token[: found.start(1)]
    return token[:-1] if token.endswith("s") and not token.endswith("ss") else token


def flat_tokens(text: str) -> list[str]:
    """Return all tokens of ``text`` in order, as they were written."""
    return [token for word in tokens(text) for token in word]
