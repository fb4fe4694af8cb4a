"""How names and mentions are compared, and the hashes by which names are looked up.

Case is folded, accents are not: a résumé is no resume (UAX #15).
"""

import re
import unicodedata
from functools import lru_cache, reduce
from zlib import crc32

from glossary.text.sentences import context
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import tokenize

_VARIANTS = {
    "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "\xa0": " ", "\u202f": " "
}  # fmt: skip
_SPACE = re.compile(r"\s+")
#: Combines the hashes of two words. Six words still fit into a column.
PAIR = 31
#: The hash of a name is made of at most this many of its words.
MAX_SIGNIFICANT = 6


def same_marks(text: str) -> str:
    """Return ``text`` with one kind of apostrophe, hyphen and space. Its length stays the same."""
    if not text.isascii():
        for mark, plain in _VARIANTS.items():
            text = text.replace(mark, plain)
    return text


def written(text: str) -> str:
    """Return ``text`` as exact mentions are compared: composed, with one kind of quotes and dashes,
    and one space between words."""
    return _SPACE.sub(" ", same_marks(unicodedata.normalize("NFC", text))).strip()


def link_key(text: str) -> str:
    """Return ``text`` as mentions are compared: ``written``, without case. Accents and punctuation
    count."""
    return written(text).casefold()


@lru_cache(maxsize=20_000)
def token_hash(token: str) -> int:
    """Return the hash of one word of a ``link_key``."""
    return crc32(token.encode("utf-8", "replace"))


def name_hash(key: str) -> int:
    """Return the hash under which a name is looked up: that of its significant words. A name of
    stop words only has the negative hash of its first word, a name without words has 0."""
    words = tokenize(key)
    significant = _significant(words)
    if not significant:
        return -token_hash(words[0]) if words else 0
    return reduce(pair_hash, significant)


def prefix_hash(key: str) -> int:
    """Return the hash of the first two significant words of a name that has more, else 0. A text
    with these two may go on with the others."""
    significant = _significant(tokenize(key))
    return pair_hash(*significant[:2]) if len(significant) > 2 else 0


def _significant(words: list[str]) -> list[int]:
    return [token_hash(word) for word in words if word not in STOPWORDS][:MAX_SIGNIFICANT]


def pair_hash(first: int, second: int) -> int:
    """Return the hash of two words in this order, or of several words and the next one."""
    return first * PAIR + second


def mention_context(text: str, start: int, end: int) -> str:
    """Return the words around a mention as a link key, by which an exclusion recognizes it."""
    return link_key(context(text, start, end))[:200].rstrip()


def is_exact(text: str) -> bool:
    """Return whether only the capitals of a name identify it: it has at most three characters, or
    three quarters of its letters are capitals (WHO is not who)."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(text.strip()) <= 3 or capitals >= 0.75 * max(len(letters), 1)
