"""Which numbers may be a name's, from memory: of the thousand that a text has, all but a few are
none, and need not be asked for. The database says which of the rest are names."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from django.db import connection

from glossary.linking.link_hashes import NAME, PREFIX

#: By so much the edition rises where every name is made anew, its id perhaps one that was in use.
LEAP = 1_000
_SMALLEST = 1 << 16
#: Places for each name: of so many numbers that are no name's, one passes at most.
_ROOM = 16
_NEWER = """
    SELECT 0, coalesce(max(number), 0), 0 FROM glossary_edition
    UNION ALL SELECT id, name_hash, prefix_hash FROM glossary_name WHERE links AND id > %s
    ORDER BY 1"""


class NameFilter:
    """One byte for all numbers that end in the same bits. What is read into it stays: a name that
    is gone costs a question in vain. New names have higher ids: only those are read again, unless
    the edition fell or leapt, as it does where the database was emptied or replaced."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._table = bytearray(_SMALLEST)
        self._count = 0
        self.forget()

    def forget(self) -> None:
        """Read all anew when asked next: what was read may never have been committed. Whoever asks
        meanwhile is answered as before."""
        with self._lock:
            self._last = 0
            self._edition: int | None = None

    def catch_up(self, newest: int | None = None, edition: int = 0) -> None:
        """Read the names that are new; one query, and one or two more where all are. No query where
        ``newest``, the id of the newest name in this ``edition``, has been read."""
        if newest is not None and newest <= self._last and self._follows(edition):
            return
        with self._lock, connection.cursor() as cursor:
            table, last, count = self._table, self._last, self._count
            is_roomy = last and count * _ROOM <= len(table)
            present = _ask(cursor, last) if is_roomy else None
            if present is None or not self._follows(present):
                table, last, count = _empty(cursor), 0, 0
                present = _ask(cursor, last)
            while rows := cursor.fetchmany(10_000):
                _put(table, rows)
                last, count = rows[-1][0], count + len(rows)
            # Others read without the lock: what counts as read is there before it counts.
            self._table, self._count = table, count
            if not connection.in_atomic_block:
                self._edition = present
            self._last = last

    def _follows(self, edition: int) -> bool:
        """Return whether ids have only risen since. Within a transaction an edition may be its own,
        and is none yet."""
        known = self._edition
        return connection.in_atomic_block or known is None or 0 <= edition - known < LEAP

    def may_contain(self, numbered: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
        """Return of numbers, each with a place, those that may be a name's or lead to longer ones,
        with what they may be (``NAME``, ``LEAD``)."""
        table = self._table
        low = len(table) - 1
        return [
            (place, number, kind) for place, number in numbered if (kind := table[number & low])
        ]


def _ask(cursor: Any, last: int) -> int:
    """Ask for the names after ``last``, in order; return the edition in which they are."""
    cursor.execute(_NEWER, [last])
    return int(cursor.fetchone()[1])


def _empty(cursor: Any) -> bytearray:
    """Return a table with room for twice the names there are."""
    cursor.execute("SELECT count(*) FROM glossary_name WHERE links")
    most = 2 * _ROOM * int(cursor.fetchone()[0])
    return bytearray(max(_SMALLEST, 1 << most.bit_length()))


def _put(table: bytearray, rows: Iterable[tuple[int, int, int]]) -> None:
    low = len(table) - 1
    for _, name_hash, prefix_hash in rows:
        table[name_hash & low] |= NAME
        if prefix_hash:
            table[prefix_hash & low] |= PREFIX


#: That of this process.
name_filter = NameFilter()


@contextmanager
def forgotten_if_undone() -> Iterator[None]:
    """What is read within a transaction that fails is forgotten: its ids may be given again."""
    try:
        yield
    except BaseException:
        name_filter.forget()
        raise
