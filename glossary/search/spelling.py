"""Misspelt words, found by leaving letters out: two words that differ by a letter or two have a
remainder in common. Works on the words of names and definitions, the same in every database."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from zlib import crc32

from django.db import connection
from rapidfuzz.distance import OSA

from glossary.models import Name, Spelling

_MIN_LETTERS = 5
_TWO_FROM = 9
#: Of a long word so many letters count: it has 29 remainders, not hundreds.
_PREFIX = 7
#: Never a misspelling that editors noted. Of forms, the possessive is no word.
_WRITTEN = (Name.Kind.HEADWORD, Name.Kind.ALIAS)
_FORMS = (Name.Kind.FORM, Name.Kind.ALIAS_FORM)
_MAX_CANDIDATES = 2_000
_AT_ONCE = 2_000


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word."""
    return 0 if len(word) < _MIN_LETTERS else 1 if len(word) < _TWO_FROM else 2


def possible(word: str) -> int:
    """Return how many slips there may be in a word as typed: of the word meant, as many letters may
    have been left out."""
    return next((slips for slips in (2, 1) if allowed(word + slips * " ") == slips), 0)


def learn(names: Iterable[Name], texts: Iterable[str] = ()) -> None:
    """Store the words of ``names`` and of ``texts``. A word is forgotten only when all are: whoever
    asks makes sure that an entry has it."""
    words = {word for text in texts for word in text.split() if allowed(word) and _is_spelt(word)}
    words |= {
        word
        for name in names
        if name.kind in _WRITTEN or (name.kind in _FORMS and "'" not in name.text)
        for word in name.key.split()
        if _is_spelt(word)
    }
    new = sorted(words - known(words))
    with connection.cursor() as cursor:
        # Thirty rows for a word: too many to make an object of each.
        cursor.executemany(
            f"INSERT INTO {Spelling._meta.db_table}(deletion_hash, word) VALUES (%s, %s)"
            " ON CONFLICT DO NOTHING",
            sorted((number, word) for word in new for number in _stored(word)),
        )


def forget() -> None:
    """Forget every word."""
    Spelling.objects.all().delete()


def known(words: Iterable[str]) -> set[str]:
    """Return those of ``words`` that names or definitions have, as they are spelt here."""
    asked = {word for word in words if _is_spelt(word)}
    numbers = sorted({_number(_counting(word)) for word in asked})
    found: set[str] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        rows = Spelling.objects.filter(deletion_hash__in=numbers[start : start + _AT_ONCE])
        found.update(rows.values_list("word", flat=True))
    return found & asked


def near(words: Iterable[str], begun: str = "") -> dict[str, list[tuple[int, str]]]:
    """Return for each of ``words`` the words of names within its allowed slips, as pairs of slips
    and word, likeliest first; for ``begun``, where no whole word is, those that begin so nearly.
    One query."""
    asked = [word for word in dict.fromkeys(words) if possible(word) and _is_spelt(word)]
    if not asked:
        return {}
    candidates: list[list[str]] = [[] for _ in asked]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(map(_candidates, range(len(asked)), asked)))
        for place, word in cursor.fetchall():
            candidates[place].append(word)
    found = {}
    for word, own in zip(asked, candidates, strict=True):
        found[word] = _closest(word, own)
        if word == begun and not found[word]:
            found[word] = _closest(word, own, is_begun=True)
    return found


def _candidates(place: int, word: str) -> str:
    """The query for the words that have a remainder in common with ``word``. Its numbers stand in
    it: to hand over a hundred would take longer than to find them."""
    return (
        f"SELECT {place}, word FROM (SELECT DISTINCT word FROM {Spelling._meta.db_table}"
        f" WHERE deletion_hash IN ({', '.join(map(str, sorted(_asked(word))))})"
        f" ORDER BY word LIMIT {_MAX_CANDIDATES}) AS candidates"
    )


def _closest(
    word: str, candidates: Iterable[str], *, is_begun: bool = False
) -> list[tuple[int, str]]:
    found = []
    for other in candidates:
        most = allowed(word if is_begun else max(word, other, key=len))
        slips = (_distance_from_beginning if is_begun else distance)(word, other, most)
        if slips <= most and other != word:
            found.append((slips, other))
    return sorted(found, key=lambda pair: (pair[0], *penalty(word, pair[1]), pair[1]))


def penalty(word: str, meant: str) -> tuple[bool, bool, int]:
    """Return what makes ``meant`` the less likely, of words of as many slips: that it is not of the
    same letters, begins with another, is no longer: letters are left out more often than changed,
    and changed more often than added."""
    return sorted(meant) != sorted(word), meant[0] != word[0], len(word) - len(meant)


def _distance_from_beginning(one: str, other: str, most: int) -> int:
    lengths = range(len(one) - most, min(len(one) + most, len(other) - 1) + 1)
    return min((distance(one, other[:length], most) for length in lengths), default=most + 1)


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters left out, added, changed, or exchanged with their neighbour make
    ``other`` of ``one``; ``most + 1`` where they are more than ``most``."""
    return OSA.distance(one, other, score_cutoff=most)


def _is_spelt(word: str) -> bool:
    """Whether a word is one that can be misspelt: no number, no version."""
    digits = sum(map(str.isdigit, word))
    has_letters = not digits or len(word) - digits >= _MIN_LETTERS - 1
    return 1 < len(word) <= 60 and has_letters


def _stored(word: str) -> set[int]:
    """The numbers under which a word of a name is found."""
    return _numbers(_counting(word), allowed(word))


def _counting(word: str) -> str:
    """The letters of a word of a name that its remainders are made of."""
    return word[:_PREFIX] if len(word) >= _TWO_FROM else word


def _asked(word: str) -> set[int]:
    """The numbers under which words like ``word`` may be stored: short ones whole, long ones by
    how they begin."""
    most = possible(word)
    whole = _numbers(word, most) if len(word) < _TWO_FROM + most else set()
    return whole | _numbers(word[:_PREFIX], most)


def _numbers(text: str, most: int) -> set[int]:
    return {_number(rest) for count in range(most + 1) for rest in _without(text, count)}


def _without(text: str, count: int) -> Iterator[str]:
    for kept in combinations(text, len(text) - count) if count <= len(text) else ():
        yield "".join(kept)


def _number(text: str) -> int:
    return crc32(text.encode())
