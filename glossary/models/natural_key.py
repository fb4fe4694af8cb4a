"""Models with a natural key: fixtures never contain ids."""

from typing import Any, ClassVar

from django.db import models

from glossary.models.bulk import AuthoredQuerySet


class NaturalKeyManager(models.Manager[Any]):
    def get_by_natural_key(self, *key: Any) -> "NaturalKeyModel":
        row: NaturalKeyModel = self.get(
            **dict(zip(self.model.natural_key_fields, key, strict=True))
        )
        return row


class NaturalKeyModel(models.Model):
    """A row whose natural key is ``natural_key_fields``."""

    natural_key_fields: ClassVar[list[str]]

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in self.natural_key_fields)


class AuthoredModel(NaturalKeyModel):
    """A row of an entry that editors write. Bulk writes send ``rows_written``."""

    objects = NaturalKeyManager.from_queryset(AuthoredQuerySet)()  # type: ignore[misc]

    class Meta:
        abstract = True
