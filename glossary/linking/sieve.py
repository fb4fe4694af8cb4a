"""Which numbers may be a name's, from memory: of the thousand that a text has, all but a few are
none, and need not be asked for. The database says which of the rest are names."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection

from glossary.text.numbering import Likely

_SMALLEST = 1 << 16
#: Places for each name: of eight numbers that are no name's, one passes at most.
_ROOM = 8
_NAME, _LEAD = 1, 2


class Sieve:
    """One byte for all numbers that end in the same bits. What is read into it stays: a name that
    is gone costs a question in vain. New names have higher ids: only those are read again."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew: what was read may never have been committed."""
        self._table = bytearray(_SMALLEST)
        self._last = self._count = 0

    def catch_up(self, newest: int | None = None) -> None:
        """Read the names that are new; one query, and one more where all are. No query where
        ``newest``, the id of the newest name, has been read."""
        if newest is not None and newest <= self._last:
            return
        with self._lock, connection.cursor() as cursor:
            if self._count * _ROOM > len(self._table):
                self.forget()
            if not self._last:
                cursor.execute("SELECT count(*) FROM glossary_name WHERE links")
                most = 2 * _ROOM * int(cursor.fetchone()[0])
                self._table = bytearray(max(_SMALLEST, 1 << most.bit_length()))
            cursor.execute(
                "SELECT id, anchor, lead FROM glossary_name WHERE links AND id > %s ORDER BY id",
                [self._last],
            )
            while rows := cursor.fetchmany(10_000):
                self._read(rows)

    def _read(self, rows: list[tuple[int, int, int]]) -> None:
        table, low = self._table, len(self._table) - 1
        for _, anchor, lead in rows:
            table[anchor & low] |= _NAME
            if lead:
                table[lead & low] |= _LEAD
        self._last = rows[-1][0]
        self._count += len(rows)

    def likely(self, numbers: Iterable[int]) -> Likely:
        """Return which of ``numbers`` may be a name's, and which may lead to longer names."""
        table, low = self._table, len(self._table) - 1
        hits = [(number, kind) for number in numbers if (kind := table[number & low])]
        names = {number for number, kind in hits if kind & _NAME}
        return names, {number for number, kind in hits if kind & _LEAD}


#: That of this process.
sieve = Sieve()


@contextmanager
def forgotten_if_undone() -> Iterator[None]:
    """What is read within a transaction that fails is forgotten: its ids may be given again."""
    try:
        yield
    except BaseException:
        sieve.forget()
        raise
