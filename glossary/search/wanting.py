"""What of a question is looked for in a plain text: in the names and passages that readers see."""

from collections.abc import Iterable

from glossary.search.query import Piece, Query
from glossary.search.roots import root
from glossary.search.stopwords import STOP
from glossary.text.passage import Wanted


def wanted_of(query: Query) -> list[Wanted]:
    """Return what is marked in names and passages: not the words that only ask."""
    pieces = dict.fromkeys(piece for variant in query.variants for piece in variant)
    telling = [p for p in pieces if p.is_quoted or not STOP.issuperset(p.words)]
    return as_wanted(telling or pieces)


def as_wanted(pieces: Iterable[Piece]) -> list[Wanted]:
    """Return each of ``pieces`` with all the ways in which a text may write it."""
    return [Wanted((*piece.ways, *_rooted(piece)), piece.begun) for piece in pieces]


def _rooted(piece: Piece) -> list[tuple[str, ...]]:
    return [(found,) for word in piece.words if piece.roots and (found := root(word))]
