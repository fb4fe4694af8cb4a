"""Edition, and the entries whose derived rows wait to be rebuilt."""

from secrets import token_hex

from django.db import InterfaceError, OperationalError, connection, models
from django.utils import timezone


def new_token() -> str:
    """Return what tells apart two editions of one number."""
    return token_hex(8)


class PendingTerm(models.Model):
    """An entry whose derived rows await rebuilding; written in the transaction that touched it, so
    that a crash before the rebuilding leaves a mark. No foreign key: the entry may be deleted. Not
    unique: a second transaction's mark must outlive the rebuilding that follows the first."""

    term_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.term_id)


_CURRENT = """
    SELECT number, token, (SELECT max(id) FROM glossary_pendingterm)
    FROM glossary_edition ORDER BY id LIMIT 1"""


class Edition(models.Model):
    """The one row that identifies the present public content: a number that rises with each
    committed change, and a random token, new with each change. A restored backup is never taken for
    a state seen before."""

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=16, default=new_token)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.number}-{self.token}"

    @classmethod
    def current(cls) -> str:
        """Return what changes with every committed change: number, token, and the newest entry
        that still waits to be refreshed.

        Every request for a page asks this, so it is one statement, not composed by the ORM: that
        would take longer than all the rest of a page from memory.
        """
        # This statement shows whether the connection still works. Django's own health check would
        # ask the server once more.
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
