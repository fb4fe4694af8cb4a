"""Exclusions: generated forms and links that editors turned off."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField, LineField
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class NameExclusion(AuthoredModel):
    """A generated form that does not mean the entry and is not linked."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="name_exclusions", verbose_name=_("entry")
    )
    text = LineField(_("form"), max_length=200)

    natural_key_fields = ["term_id", "text"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("form not to link")
        verbose_name_plural = _("forms not to link")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "text"],
                name="name_exclusion_once",
                violation_error_message=_("This form is already excluded."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class LinkExclusion(AuthoredModel):
    """An entry that must not link to another one, in its whole text or at one position."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="link_exclusions", verbose_name=_("entry")
    )
    target = models.ForeignKey(
        Term, models.CASCADE, related_name="inverse_link_exclusions", verbose_name=_("other entry")
    )
    context = CodePointCharField(
        _("context"),
        max_length=200,
        blank=True,
        help_text=_(
            "The words around the link, as the link report shows them. Leave empty for all links."
        ),
    )

    natural_key_fields = ["term_id", "target_id", "context"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("excluded link")
        verbose_name_plural = _("excluded links")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "target", "context"],
                name="link_exclusion_once",
                violation_error_message=_("This link is already excluded."),
            ),
            models.CheckConstraint(
                condition=~Q(term=F("target")),
                name="link_exclusion_not_of_itself",
                violation_error_message=_("An entry cannot link to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} – {self.target}"

    @property
    def place(self) -> str:
        """The context on one line; empty for the whole text."""
        return self.context.replace(" | ", " ").strip(" |")
