"""Redirects: former slugs of entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField
from glossary.models.term import Term


class RedirectManager(models.Manager["Redirect"]):
    def get_by_natural_key(self, slug: str) -> "Redirect":
        return self.get(slug=slug)


class Redirect(models.Model):
    """A former slug of an entry. Its address redirects to the current one."""

    slug = CodePointCharField(_("slug"), max_length=200, unique=True)
    term = models.ForeignKey(
        Term, models.CASCADE, related_name="former_slugs", verbose_name=_("entry")
    )

    objects = RedirectManager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
