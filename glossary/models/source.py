"""Source: a reference of an entry."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import LineField
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class Source(AuthoredModel):
    """Where readers can verify an entry or read further."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="sources", verbose_name=_("entry"))
    title = LineField(_("title"), max_length=300)
    url = models.URLField(_("URL"), max_length=500, blank=True)
    author = LineField(_("author"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(2200)]
    )

    natural_key_fields = ["term_id", "title", "url"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "title", "url"],
                name="source_once",
                violation_error_message=_("This entry already has this source."),
            )
        ]

    def __str__(self) -> str:
        return self.title
