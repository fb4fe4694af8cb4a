"""Tags: taggit's, with addresses in any script, names that differ by more than case, and a real
foreign key to the entry so that fixtures reload."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, NaturalKeyManager, TagBase

from glossary.models.bulk import AuthoredQuerySet
from glossary.models.fields import CodePointCharField, slug_field
from glossary.text.normalize import fold, slugify_name


class Tag(TagBase):
    """A keyword. Two names that fold alike ("NLP", "nlp") are one tag."""

    slug = slug_field()
    key = CodePointCharField(max_length=200, unique=True, editable=False)

    objects = NaturalKeyManager.from_queryset(AuthoredQuerySet)()

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify_name(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:tag", args=[self.slug])


class TermTagManager(_TaggableManager):
    """Finds existing tags by their folded name: SQLite's ``iexact`` knows ASCII only."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        listed = list(tags)
        keys = {fold(tag) for tag in listed if isinstance(tag, str)}
        known = {tag.key: tag for tag in Tag.objects.filter(key__in=keys)}
        unique: dict[str, Any] = {}
        for tag in listed:
            key = fold(tag if isinstance(tag, str) else tag.name)
            unique.setdefault(key, known.get(key, tag))
        found: list[Tag] = super()._to_tag_model_instances(unique.values(), tag_kwargs)
        return found


class TermTag(ItemBase):
    """An entry carries a tag."""

    content_object = models.ForeignKey(
        "glossary.Term", on_delete=models.CASCADE, related_name="term_tags"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="term_tags")

    natural_key_fields = ["content_object_id", "tag_id"]

    objects = NaturalKeyManager.from_queryset(AuthoredQuerySet)()

    class Meta:
        verbose_name = _("tag of an entry")
        verbose_name_plural = _("tags of entries")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="term_tag_once")
        ]
