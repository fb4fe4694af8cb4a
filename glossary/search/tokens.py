"""The tokens both databases index. Folded here, so that they answer alike."""

import re

from glossary.text.collation import words

# Scripts written without spaces: every character is a token, and a query is a phrase of them.
_DENSE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
MAX_TOKEN = 60


def tokens(text: str) -> list[list[str]]:
    """Return the words of ``text``, each as the list of its tokens: one for most scripts, one per
    character for scripts written without spaces."""
    return [_split(word) for word in words(text)]


def _split(word: str) -> list[str]:
    parts = _DENSE.sub(lambda c: f" {c[0]} ", word).split() if _DENSE.search(word) else [word]
    return [part[:MAX_TOKEN] for part in parts]


def flat_tokens(text: str) -> list[str]:
    """Return all tokens of ``text`` in order."""
    return [token for word in tokens(text) for token in word]
