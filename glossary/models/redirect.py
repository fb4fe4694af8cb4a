"""Former slugs: the addresses an entry has left, which keep answering."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField
from glossary.models.term import Term


class RedirectManager(models.Manager["Redirect"]):
    def get_by_natural_key(self, slug: str) -> "Redirect":
        return self.get(slug=slug)


class Redirect(models.Model):
    """An address that once was an entry's and leads, in one hop, to where it is now."""

    slug = CodePointCharField(_("slug"), max_length=200, unique=True)
    term = models.ForeignKey(
        Term, models.CASCADE, related_name="former_slugs", verbose_name=_("entry")
    )

    objects = RedirectManager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
