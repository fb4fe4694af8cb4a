"""The number that orders categories and links, edited in their lists."""

from typing import Any

from django.db import models


class OrderingMixin:
    """For a ModelAdmin with ``order`` in its list: the number's box says what it is."""

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if db_field.name == "order":
            field.widget.attrs["aria-label"] = str(db_field.verbose_name)
        return field
