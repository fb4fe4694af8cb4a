"""Edition, and the entries whose derived rows wait to be rebuilt."""

from django.db import models
from django.utils import timezone


class PendingTerm(models.Model):
    """An entry whose derived rows await rebuilding; written in the transaction that touched it, so
    that a crash before the rebuilding leaves a mark. No foreign key: the entry may be deleted. Not
    unique: a second transaction's mark must outlive the rebuilding that follows the first."""

    term_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.term_id)


class Edition(models.Model):
    """The one row that counts committed changes to anything public."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.number)
