"""What an editor is told before an entry is deleted: what was written, not what is derived."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.http import HttpRequest
from django.utils.text import capfirst

from glossary.models import (
    Mention,
    Name,
    NameSuffix,
    PendingMentions,
    PendingTerm,
    PhraseCandidate,
    TermTag,
)

#: Rows that go with an entry and mean nothing to whoever wrote it. The tags themselves stay.
_DERIVED = (Mention, Name, PendingMentions, PendingTerm, TermTag, PhraseCandidate, NameSuffix)


class WrittenObjects(NestedObjects):
    """What would be deleted with a row, without the derived."""

    def add_edge(self, source: Any, target: Any) -> None:
        if not isinstance(target, _DERIVED):
            super().add_edge(source, target)


class DeletionPreviewMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries. Its templates say what deleting does to the public address."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Django's answer decides whether one may; ours is what is shown."""
        _, counts, lacking, protected = super().get_deleted_objects(objs, request)
        written = WrittenObjects(using=router.db_for_write(self.model), origin=objs)
        written.collect(objs)
        derived = {model._meta.verbose_name_plural for model in _DERIVED}
        kept = {name: count for name, count in counts.items() if name not in derived}
        return written.nested(_line), kept, lacking, protected


def _line(row: Any) -> str:
    return f"{capfirst(row._meta.verbose_name)}: {row}"
