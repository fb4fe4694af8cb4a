"""How a text writes a name: its tokens, the key under which a name and its mention meet, and the
number under which names are looked up. Folds case, not accents: a résumé is no resume (UAX #15)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, reduce
from zlib import crc32

MARKS = "".join(
    chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)).startswith("M")
)
#: Scripts written without spaces: every character is a token.
_UNSEGMENTED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W{_UNSEGMENTED}{MARKS}]"
_RUN = rf"{_LETTER}(?:[^\W{_UNSEGMENTED}]|[{MARKS}])*"
#: A word, apostrophes within it included, or one character of a script without spaces.
TOKEN = re.compile(rf"{_RUN}(?:['’ʼ]{_RUN})*|[{_UNSEGMENTED}][{MARKS}]*")
# The same for text without dense characters, and for ASCII: much faster.
_SPACED = re.compile(rf"(\w[\w{MARKS}]*(?:'\w[\w{MARKS}]*)*)")
_ASCII = re.compile(r"(\w+(?:'\w+)*)", re.ASCII)
_PLAIN = re.compile(r"(\w+)", re.ASCII)
_DENSE_RUN = re.compile(f"[{_UNSEGMENTED}][{_UNSEGMENTED}{MARKS}]*")
_CHARACTER = re.compile(f"[{_UNSEGMENTED}][{MARKS}]*")
#: One character that is part of a dense script.
UNSEGMENTED = re.compile(f"[{_UNSEGMENTED}]")
_SAME = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "-", "–": "-", "\xa0": " ", "\u202f": " "}
_SPACE = re.compile(r"\s+")
#: How the numbers of two words make one; of six, one that a column holds.
PAIR = 31
#: So many of a name's words make up its number.
MAX_SIGNIFICANT = 6
#: Words so common that they lead nowhere: a name is looked up by its others.
# fmt: off
STOPWORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for",
    "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "may", "more",
    "most", "no", "not", "of", "on", "one", "or", "our", "so", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "was", "we",
    "were", "what", "when", "where", "which", "while", "who", "will", "with", "would", "you",
    "your",
})
# fmt: on


def gaps_and_tokens(text: str) -> list[str]:
    """Return all of ``text``, as ``same_marks`` returns it, in parts: what precedes the first token
    that TOKEN finds, the token, what precedes the next, …, what follows the last."""
    if text.isascii():
        return (_ASCII if "'" in text else _PLAIN).split(text)
    if not UNSEGMENTED.search(text):
        return _SPACED.split(text)
    parts, place = list[str](), 0
    for token in _found_among_dense(text):
        parts += (text[place : token.start()], token[0])
        place = token.end()
    return [*parts, text[place:]]


def _found_among_dense(text: str) -> Iterator[re.Match[str]]:
    place = 0
    for dense in _DENSE_RUN.finditer(text):
        yield from _SPACED.finditer(text, place, dense.start())
        yield from _CHARACTER.finditer(text, *dense.span())
        place = dense.end()
    yield from _SPACED.finditer(text, place)


def same_marks(text: str) -> str:
    """Return ``text`` with apostrophes, hyphens and spaces of one kind, character by character."""
    if not text.isascii():
        for mark, plain in _SAME.items():
            text = text.replace(mark, plain)
    return text


def written(text: str) -> str:
    """Return ``text`` as exact mentions are compared: composed, quotes and dashes of one kind, one
    space between words."""
    return _SPACE.sub(" ", same_marks(unicodedata.normalize("NFC", text))).strip()


def link_key(text: str) -> str:
    """Return ``text`` as mentions are compared: ``written``, without case. Accents and punctuation
    count."""
    return written(text).casefold()


@lru_cache(maxsize=20_000)
def token_hash(token: str) -> int:
    """Return the number of one token as ``link_key`` returns it."""
    return crc32(token.encode("utf-8", "replace"))


def name_hash(key: str) -> int:
    """Return the number under which a name is looked up: that of its words that are not STOPWORDS;
    where all are, less than 0, that of its first. 0 for a name without any word."""
    words = TOKEN.findall(key)
    significant = _significant(words)
    if not significant:
        return -token_hash(words[0]) if words else 0
    return reduce(pair_hash, significant)


def prefix_hash(key: str) -> int:
    """Return the number of the first two of the words that make up ``anchor``, of a name that has
    more; else 0. A text that has these two may go on with the others."""
    significant = _significant(TOKEN.findall(key))
    return pair_hash(*significant[:2]) if len(significant) > 2 else 0


def _significant(words: list[str]) -> list[int]:
    return [token_hash(word) for word in words if word not in STOPWORDS][:MAX_SIGNIFICANT]


def pair_hash(first: int, second: int) -> int:
    """Return the number of two tokens in this order, by theirs; or of several and the next."""
    return first * PAIR + second


def is_exact(text: str) -> bool:
    """Return whether a name asks for its own capitals: at most three characters, or three quarters
    of its letters capital (WHO is not who)."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return len(text.strip()) <= 3 or capitals >= 0.75 * max(len(letters), 1)
