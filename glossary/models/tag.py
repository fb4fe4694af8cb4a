"""Tags of taggit, with slugs in any script, names that differ by more than case, and a foreign key
to the entry."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, NaturalKeyManager, TagBase

from glossary.models.bulk import AuthoredQuerySet
from glossary.models.fields import CodePointCharField, slug_field
from glossary.text.normalize import fold, slugify_name


class TagQuerySet(AuthoredQuerySet["Tag"]):
    def get_or_create(self, defaults: Any = None, **kwargs: Any) -> tuple["Tag", bool]:
        """Find a tag by its folded name. taggit calls this with the name of each new tag."""
        name = kwargs.get("name__iexact", kwargs.get("name"))
        if name is not None:
            defaults = {"name": name} | (defaults or {})
            kwargs = {"key": fold(name)}
        return super().get_or_create(defaults, **kwargs)


class Tag(TagBase):
    """A keyword. Two names that fold alike ("NLP", "nlp") are one tag."""

    slug = slug_field()
    key = CodePointCharField(max_length=200, unique=True, editable=False)

    objects = NaturalKeyManager.from_queryset(TagQuerySet)()

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify_name(tag) or "tag"
        return slug if i is None else f"{slug}-{i}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:tag", args=[self.slug])


class TermTag(ItemBase):
    """A tag of an entry."""

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
