"""Edition: what identifies the current public content; and entries waiting to be refreshed."""

from secrets import token_hex

from django.db import InterfaceError, OperationalError, connection, models
from django.utils import timezone


def new_token() -> str:
    """Return a random token."""
    return token_hex(8)


class PendingTerm(models.Model):
    """An entry whose derived rows are out of date. It is written in the transaction that changed
    the entry, so that it survives a crash before the refresh. No foreign key: the entry may be
    deleted. Not unique: the row of a second transaction must survive the refresh of the first."""

    term_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.term_id)


_CURRENT = """
    SELECT number, token, (SELECT max(id) FROM glossary_pendingterm)
    FROM glossary_edition ORDER BY id LIMIT 1"""


class Edition(models.Model):
    """The one row that identifies the current public content: a number that rises with each
    committed change, and a random token that is new with each change. The token tells a restored
    backup from a state seen before."""

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=16, default=new_token)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.number}-{self.token}"

    @classmethod
    def current(cls) -> str:
        """Return a string that changes with every committed change: number, token and the newest
        pending entry.

        Every request for a page runs this. It is plain SQL because composing the query with the ORM
        takes longer than all the rest of a cached page.
        """
        # This statement shows whether the connection works. Django's health check would be a second
        # statement.
        connection.health_check_done = True  # type: ignore[attr-defined]
        try:
            row = _current_row()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or connection.is_usable():
                raise
            connection.close()
            row = _current_row()
        return "-".join(map(str, row)) if row else "0"


def _current_row() -> tuple[int, str, int | None] | None:
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT)
        row: tuple[int, str, int | None] | None = cursor.fetchone()
        return row
