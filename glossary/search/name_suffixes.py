"""Keys under which a name is found from one of its words on, and written as one word."""

from collections.abc import Iterable, Iterator
from itertools import islice

from glossary.models import Name, NameSuffix
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import TOKEN

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
    for position, token in enumerate(islice(TOKEN.finditer(key), _MAX_POSITIONS + 1)):
        if position and token[0] not in STOPWORDS:
            yield position, key[token.start() :]
