"""Application: a real-world use of an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import InlineMarkdownField, LineField
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class Application(AuthoredModel):
    """A use of the term in practice. Readers find it by itself and on the page of its entry."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="applications", verbose_name=_("entry")
    )
    title = LineField(_("title"), max_length=200)
    description = InlineMarkdownField(_("description"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    natural_key_fields = ["term_id", "title"]

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("real-world application")
        verbose_name_plural = _("real-world applications")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "title"],
                name="application_once",
                violation_error_message=_("This entry already has an application with this title."),
            )
        ]

    def __str__(self) -> str:
        return self.title
