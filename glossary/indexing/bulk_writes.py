"""What happens when authored rows change by ``update()``, ``bulk_create()``, ``bulk_update()``."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from glossary.indexing.pending import mark_all_pending, mark_pending, mark_site_changed
from glossary.models import Category, NavigationLink, Page, Tag, Term, TermTag
from glossary.models.batches import chunks
from glossary.models.bulk import rows_written
from glossary.models.fields import now
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import fold, sort_key

_SITE = (Category, NavigationLink, Page)


def connect() -> None:
    """Connect the receiver. Called when the app is ready."""
    rows_written.connect(_rows_written, dispatch_uid="rows_written")


def _rows_written(
    sender: type[models.Model], pks: list[int] | None, fields: Collection[str], **kwargs: Any
) -> None:
    if sender in _SITE:
        mark_site_changed()
    elif pks is None:
        mark_all_pending()
    else:
        for part in chunks(pks):
            _mark(sender, part, fields)


def _mark(model: type[models.Model], pks: Sequence[int], fields: Collection[str]) -> None:
    """Complete the rows ``pks`` of ``model``, and mark the entries to which they belong."""
    if model is Term:
        _complete_terms(pks, fields)
        mark_pending(*pks)
    elif model is Tag:
        _complete_tags(pks)
        mark_pending(*_terms_of(TermTag, "content_object_id", tag__in=pks))
    elif model is TermTag:
        mark_pending(*_terms_of(TermTag, "content_object_id", pk__in=pks))
    else:
        mark_pending(*_terms_of(model, "term_id", pk__in=pks))


def _terms_of(model: type[models.Model], owner: str, **filters: Any) -> Collection[int]:
    return set(model._base_manager.filter(**filters).values_list(owner, flat=True))


def _complete_terms(pks: Sequence[int], fields: Collection[str]) -> None:
    """Set what ``Term.save()`` sets. The base manager sends no signal again."""
    terms = Term._base_manager.filter(pk__in=pks)
    for term in terms.only("name", "sort_as", "sort_key"):
        if term.sort_key != (key := sort_key(term.sort_as or term.name)):
            Term._base_manager.filter(pk=term.pk).update(sort_key=key)
    moment = now()
    if "updated" not in fields:
        terms.update(updated=moment)
    if "first_published" not in fields:
        terms.filter(first_published=None, status__in=PUBLIC_STATUSES).update(
            first_published=Coalesce("publish_at", models.Value(moment))
        )


def _complete_tags(pks: Sequence[int]) -> None:
    for tag in Tag._base_manager.filter(pk__in=pks):
        if tag.key != fold(tag.name):
            Tag._base_manager.filter(pk=tag.pk).update(key=fold(tag.name))
