"""Entries found by what they are called, in tiers. Every tier is a range of an index, so that the
time does not grow with the glossary."""

import sys
from collections.abc import Callable, Collection, Iterable
from enum import IntEnum
from typing import NamedTuple
from unicodedata import normalize

from django.db import connection

from glossary.models import Name
from glossary.models.term import PUBLIC_STATUSES
from glossary.search.analysis import stem, tokens
from glossary.search.index import backend
from glossary.text.normalize import name_key
from glossary.text.stopwords import SEARCH_STOPWORDS
from glossary.text.tokens import is_unsegmented

#: Returns which of some entries a reader may see.
Public = Callable[[Iterable[int]], set[int]]


class Tier(IntEnum):
    """How an entry was found, best first."""

    NAME = 0
    SOLE_ALIAS = 1
    NAME_PREFIX = 2
    ALIAS = 3
    ALIAS_PREFIX = 4
    WITHIN_NAME = 5
    SPOKEN_OF = 6
    MISSPELT = 7


class Match(NamedTuple):
    """An entry found by one of its names, ordered as answers are: by tier, what editors wrote
    before what was generated from it, what has the accents that were typed before what has not,
    A–Z."""

    tier: int
    is_form: bool
    is_unlike: bool
    sort_key: str
    term_id: int
    kind: int
    text: str

    @property
    def length(self) -> int:
        """In words."""
        return len(self.text.split())

    @property
    def is_alias(self) -> bool:
        return self.kind in (Name.Kind.ALIAS, Name.Kind.ALIAS_FORM)


#: From each range no more than these are taken, by key.
_MOST = {
    Name.Kind.HEADWORD: 100,
    Name.Kind.ALIAS: 100,
    Name.Kind.HIDDEN: 20,
    Name.Kind.FORM: 50,
    Name.Kind.ALIAS_FORM: 50,
}
_MOST_WITHIN = 100
#: So many words of a question may be one name in it.
MAX_WORDS = 5
#: So many characters of a script without spaces are searched for names.
_MAX_RUN = 24
_OF_NAME = (Name.Kind.HEADWORD, Name.Kind.FORM)
_FORMS = (Name.Kind.FORM, Name.Kind.ALIAS_FORM)
_PUBLIC = ", ".join(f"'{status.value}'" for status in PUBLIC_STATUSES)
_NAMES = f"""SELECT n.term_id, n.kind, 0 AS position, n.key, n.text, n.sort_key FROM glossary_name n
    WHERE n.kind = {{kind}} AND n.key >= %(first)s AND n.key < %(last)s AND n.status IN ({_PUBLIC})
    ORDER BY n.key LIMIT {{most}}"""
_WITHIN = f"""SELECT * FROM (SELECT w.term_id, w.kind, w.position, w.key, w.text, w.sort_key
    FROM glossary_namesuffix w WHERE w.key >= %(first)s AND w.key < %(last)s
    ORDER BY w.key LIMIT {_MOST_WITHIN}) AS of_within"""


def by_name(key: str, public: Public, typed: str = "") -> dict[int, Match]:
    """Return the entries with a name that begins with ``key``, from one of its words on or as one
    word too, best first, by id; of them those that ``public`` returns. ``typed`` is the key with
    its accents. One query."""
    if not key:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{backend().of_each_kind(_NAMES, _MOST)} UNION ALL {_WITHIN}",
            {"first": key, "last": key + chr(sys.maxunicode)},
        )
        rows = cursor.fetchall()
    shown = public({row[0] for row in rows})
    written = _written(typed or key)
    stems = _stems(key)
    matches = []
    for pk, kind, position, own, text, sort_key in rows:
        if pk in shown:
            is_whole = key in (own, _without_qualifier(text))
            # A name in the plural, which the singular asks for, ranks as its form would.
            is_form = kind in _FORMS or (not is_whole and _stems(own) == stems)
            tier = _tier(kind, position, is_whole or (is_form and _stems(own) == stems))
            is_unlike = not _written(text).startswith(written)
            matches.append(Match(tier, is_form, is_unlike, sort_key, pk, kind, text))
    return _best(_sole_alias_first(matches))


def by_key(keys: Collection[str], public: Public) -> dict[int, Match]:
    """Return the entries with a name that is one of ``keys``, longest names first, by id; of them
    those that ``public`` returns. One query."""
    rows = Name.objects.filter(key__in=keys, status__in=PUBLIC_STATUSES).order_by()
    names = list(rows.values_list("term_id", "kind", "key", "text", "sort_key"))
    shown = public({row[0] for row in names})
    names.sort(key=lambda row: (-len(row[2].split()), row[1], row[4], row[0]))
    found: dict[int, Match] = {}
    for pk, kind, _key, text, own in names:
        if pk in shown:
            match = Match(Tier.SPOKEN_OF, kind in _FORMS, False, own, pk, kind, text)
            found.setdefault(pk, match)
    return found


def spoken_of(words: list[str], public: Public, least: int) -> dict[int, Match]:
    """Return the entries of which ``words`` has the whole name, of ``least`` words or more; in a
    script without spaces, anywhere in a word."""
    keys = {
        " ".join(words[start:end])
        for end in range(len(words) + 1)
        for start in range(max(end - MAX_WORDS, 0), end - least + 1)
    }
    if len(words) <= least:
        keys = set()
    for word in filter(is_unsegmented, words):
        run = word[:_MAX_RUN]
        keys |= {run[start:end] for end in range(len(run) + 1) for start in range(end - 1)}
    return by_key(keys - SEARCH_STOPWORDS, public) if keys else {}


def _stems(key: str) -> list[str]:
    return [stem(token) for token in tokens(key)]


def _written(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFKC", text).casefold()


def _without_qualifier(text: str) -> str:
    """The key of a name without what stands behind it in brackets: ``mean (statistics)``."""
    name, opening, _qualifier = text.partition(" (")
    return name_key(name) if opening else ""


def _tier(kind: int, position: int, is_whole: bool) -> Tier:
    if position:
        return Tier.WITHIN_NAME
    if kind in _OF_NAME:
        return Tier.NAME if is_whole else Tier.NAME_PREFIX
    return Tier.ALIAS if is_whole else Tier.ALIAS_PREFIX


def _sole_alias_first(matches: list[Match]) -> list[Match]:
    """Where no entry is called so, an alias of one entry only leads to it as surely as a name."""
    of_alias = {match.term_id for match in matches if match.tier == Tier.ALIAS}
    if len(of_alias) != 1 or any(match.tier == Tier.NAME for match in matches):
        return matches
    return [
        match._replace(tier=Tier.SOLE_ALIAS) if match.tier == Tier.ALIAS else match
        for match in matches
    ]


def _best(matches: Iterable[Match]) -> dict[int, Match]:
    """The best match of each entry."""
    best: dict[int, Match] = {}
    for match in sorted(matches):
        best.setdefault(match.term_id, match)
    return best
