"""The page that confirms a deletion. It lists what editors wrote, not derived rows."""

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

#: Rows that are deleted with an entry and mean nothing to editors. The tags themselves stay.
_DERIVED = (Mention, Name, PendingMentions, PendingTerm, TermTag, PhraseCandidate, NameSuffix)


class AuthoredObjects(NestedObjects):
    """The rows that would be deleted, without derived ones."""

    def add_edge(self, source: Any, target: Any) -> None:
        if not isinstance(target, _DERIVED):
            super().add_edge(source, target)


class DeletionPreviewMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """Show only authored rows; Django decides about permissions."""
        _, counts, lacking, protected = super().get_deleted_objects(objs, request)
        authored = AuthoredObjects(using=router.db_for_write(self.model), origin=objs)
        authored.collect(objs)
        derived = {model._meta.verbose_name_plural for model in _DERIVED}
        shown = {name: count for name, count in counts.items() if name not in derived}
        return authored.nested(_line), shown, lacking, protected


def _line(row: Any) -> str:
    return f"{capfirst(row._meta.verbose_name)}: {row}"
