"""Bulk writes of the rows that editors write. Django sends no signal for them; this module does."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models.signals import pre_save
from django.dispatch import Signal

M = TypeVar("M", bound=models.Model)

#: Sent in the transaction of a bulk write. Arguments: ``sender``, the model; ``pks`` of the rows,
#: None where the database does not tell them; ``fields`` that were written, None for all.
rows_written = Signal()


class AuthoredQuerySet(models.QuerySet[M]):
    """A query set whose bulk writes send ``rows_written``, ``bulk_update()`` included: it calls
    ``update()``."""

    def update(self, **kwargs: Any) -> int:
        with transaction.atomic(using=self.db):
            pks = list(self.order_by().values_list("pk", flat=True))
            fields = frozenset(kwargs)
            if any(self.model._meta.get_field(name).is_relation for name in fields):
                # Rows that move belong to another entry afterwards.
                rows_written.send(sender=self.model, pks=pks, fields=fields)
            count = super().update(**kwargs)
            rows_written.send(sender=self.model, pks=pks, fields=fields)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        with transaction.atomic(using=self.db):
            for row in rows:
                # As loaddata does: receivers complete the row, and leave its dates as they are.
                pre_save.send(
                    sender=self.model, instance=row, raw=True, using=self.db, update_fields=None
                )
            created = super().bulk_create(rows, *args, **kwargs)
            pks = [row.pk for row in created]
            rows_written.send(
                sender=self.model, pks=None if None in pks else pks, fields=frozenset()
            )
        return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]
