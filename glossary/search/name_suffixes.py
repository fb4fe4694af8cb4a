"""Keys under which a name is found from one of its words on, and written as one word."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from glossary.models import Name, NameSuffix
from glossary.search.analysis import is_unsegmented, pieces
from glossary.text.tokens import STOPWORDS

#: What editors wrote. Forms begin with the same words.
WRITTEN = (Name.Kind.HEADWORD, Name.Kind.ALIAS, Name.Kind.HIDDEN)
#: Who writes more words than these as one?
_MAX_CLOSED = 5
_MAX_POSITIONS = 12


def rows(names: Iterable[Name]) -> Iterator[NameSuffix]:
    """Yield the unsaved rows for the names of one entry, each key once."""
    written = list(names)
    taken = {name.key for name in written}
    for name in written:
        if name.kind in WRITTEN:
            for position, key in _keys(name.key):
                if key not in taken:
                    taken.add(key)
                    yield NameSuffix(
                        term_id=name.term_id,
                        kind=name.kind,
                        position=position,
                        key=key,
                        text=name.text,
                        sort_key=name.sort_key,
                    )


def closed(key: str) -> str:
    """Return a key of two words or a few as one word; nothing for other keys."""
    words = key.split()
    return "".join(words) if 1 < len(words) <= _MAX_CLOSED else ""


def _keys(key: str) -> Iterator[tuple[int, str]]:
    if key_as_one := closed(key):
        yield 0, key_as_one
    words = key.split()
    ends = accumulate((len(word) + 1 for word in words), initial=0)
    position = 0
    for word, start in zip(words, ends, strict=False):
        if position > _MAX_POSITIONS:
            return
        offset = start
        for piece in pieces(word) if is_unsegmented(word) else [word]:
            if offset and piece not in STOPWORDS:
                yield max(position, 1), key[offset:]
            offset += len(piece)
            position += 1
