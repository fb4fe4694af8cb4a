"""Category: the subject area of an entry."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.models.bulk import AuthoredQuerySet
from glossary.models.fields import InlineMarkdownField, LineField, slug_field


class CategoryManager(models.Manager.from_queryset(AuthoredQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Category":
        return self.get(slug=slug)


class Category(models.Model):
    """A subject area. It cannot be deleted while it has entries."""

    name = LineField(_("name"), max_length=100, unique=True)
    slug = slug_field()
    description = InlineMarkdownField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower numbers come first.")
    )

    objects = CategoryManager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("glossary:category", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
