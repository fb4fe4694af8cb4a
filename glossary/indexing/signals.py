"""What happens when authored rows change, however they change: admin, import, loaddata, shell.

Receivers and not ``save()``: ``loaddata`` skips the one, and adding a tag saves no entry.
"""

from typing import Any

from django.db import models
from django.db.models.signals import (
    post_delete,
    post_migrate,
    post_save,
    pre_delete,
    pre_save,
)

from glossary.indexing.pending import mark_all_pending, mark_pending, mark_site_changed
from glossary.indexing.refresh import process_pending
from glossary.linking.pending import mark_before_deletion
from glossary.models import (
    Alias,
    Application,
    Category,
    Edition,
    LinkExclusion,
    Mention,
    Name,
    NameExclusion,
    NavigationLink,
    Page,
    PendingTerm,
    PhraseCandidate,
    Redirect,
    Relation,
    Source,
    Tag,
    Term,
    TermTag,
)
from glossary.models.fields import now
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import fold, slugify_name, sort_key

_PARTS = (Alias, Application, Relation, Source, NameExclusion, LinkExclusion)
_SITE = (Category, NavigationLink, Page)


def connect() -> None:
    """Connect every receiver once. Called when the app is ready."""
    pre_save.connect(_complete_term, sender=Term, dispatch_uid="complete_term")
    pre_save.connect(_complete_tag, sender=Tag, dispatch_uid="complete_tag")
    pre_save.connect(_complete_page, sender=Page, dispatch_uid="complete_page")
    post_save.connect(_keep_former_slug, sender=Term, dispatch_uid="keep_former_slug")
    pre_save.connect(_keep_edition_rising, sender=Edition, dispatch_uid="keep_edition_rising")
    for derived in (Name, Mention, PhraseCandidate, PendingTerm):
        post_save.connect(_derived_loaded, sender=derived, dispatch_uid=f"{derived.__name__}_saved")
    post_migrate.connect(_migrated, dispatch_uid="migrated")
    pre_delete.connect(_lock_term, sender=Term, dispatch_uid="lock_term")
    for signal in (post_save, post_delete):
        signal.connect(_term_changed, sender=Term, dispatch_uid="term_changed")
        signal.connect(_tag_changed, sender=Tag, dispatch_uid="tag_changed")
        signal.connect(_tagging_changed, sender=TermTag, dispatch_uid="tagging_changed")
        for part in _PARTS:
            signal.connect(_part_changed, sender=part, dispatch_uid=f"{part.__name__}_changed")
        for model in _SITE:
            signal.connect(_site_changed, sender=model, dispatch_uid=f"{model.__name__}_changed")


def _complete_term(instance: Term, raw: bool, using: str, **kwargs: Any) -> None:
    instance.slug = instance.slug or slugify_name(instance.name) or "entry"
    instance.sort_key = sort_key(instance.sort_as or instance.name)
    if instance.publish_at:
        moment = Term._meta.get_field("publish_at").to_python(instance.publish_at)
        instance.publish_at = moment.replace(microsecond=0)
    if raw:
        return
    instance.updated = now()
    if instance.status in PUBLIC_STATUSES and instance.first_published is None:
        instance.first_published = instance.publish_at or instance.updated
    if instance.pk:
        stored = Term.objects.using(using).filter(pk=instance.pk)
        instance._stored_slug = (  # type: ignore[attr-defined]
            stored.order_by().values_list("slug", "first_published").first()
        )


def _keep_former_slug(instance: Term, **kwargs: Any) -> None:
    """Redirect the former address of a published entry. A redirect from its new address ends."""
    former, was_published = instance.__dict__.pop("_stored_slug", None) or (None, None)
    if former == instance.slug:
        return
    if former and was_published:
        Redirect.objects.update_or_create(slug=former, defaults={"term": instance})
    Redirect.objects.filter(slug=instance.slug).delete()


def _complete_tag(instance: Tag, **kwargs: Any) -> None:
    instance.key = fold(instance.name)


def _complete_page(instance: Page, raw: bool, **kwargs: Any) -> None:
    if not raw:
        instance.updated = now()


def _keep_edition_rising(instance: Edition, raw: bool, using: str, **kwargs: Any) -> None:
    """What ``dumpdata`` kept is the count of another site: caches here are keyed by ours."""
    if raw:
        here = Edition.objects.using(using).filter(pk=instance.pk).values_list("number", flat=True)
        instance.number = max(instance.number, *here, 0)


def _derived_loaded(raw: bool, **kwargs: Any) -> None:
    """A row of ``dumpdata`` takes the place of one of ours that has its id."""
    if raw:
        mark_all_pending()


def _migrated(app_config: Any, plan: Any = (), **kwargs: Any) -> None:
    """A migration that changed what is derived left every entry marked."""
    if app_config.name == "glossary" and plan and not any(undone for _, undone in plan):
        process_pending()


def _lock_term(instance: Term, using: str, **kwargs: Any) -> None:
    """PostgreSQL would refuse the deletion if a refresh gave the entry new names meanwhile. Its
    names are there for the last time: what they covered in other texts is seen from now on."""
    Term.objects.using(using).select_for_update(of=("self",)).filter(pk=instance.pk).exists()
    mark_before_deletion(instance.pk)


def _term_changed(instance: Term, **kwargs: Any) -> None:
    mark_pending(instance.pk)


def _part_changed(instance: models.Model, **kwargs: Any) -> None:
    mark_pending(instance.term_id)  # type: ignore[attr-defined]


def _tagging_changed(instance: TermTag, **kwargs: Any) -> None:
    mark_pending(instance.content_object_id)


def _tag_changed(instance: Tag, **kwargs: Any) -> None:
    mark_pending(
        *TermTag.objects.filter(tag=instance.pk).values_list("content_object_id", flat=True)
    )


def _site_changed(**kwargs: Any) -> None:
    mark_site_changed()
