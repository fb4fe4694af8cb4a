"""Exclusions: generated forms that are no names, and links that editors switched off."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField, LineField
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class NameExclusion(AuthoredModel):
    """A generated form of an entry's names that is no name of it."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="name_exclusions", verbose_name=_("entry")
    )
    text = LineField(_("form"), max_length=200)

    natural_key_fields = ["term_id", "text"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("form switched off")
        verbose_name_plural = _("forms switched off")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "text"],
                name="name_exclusion_once",
                violation_error_message=_("This form is switched off already."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class LinkExclusion(AuthoredModel):
    """A text, or one place in it, that must not lead to an entry it speaks of."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="link_exclusions", verbose_name=_("entry")
    )
    target = models.ForeignKey(
        Term, models.CASCADE, related_name="inverse_link_exclusions", verbose_name=_("other entry")
    )
    context = CodePointCharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_(
            "The words around the link, as the link report shows them. Empty: the whole text."
        ),
    )

    natural_key_fields = ["term_id", "target_id", "context"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("link switched off")
        verbose_name_plural = _("links switched off")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "target", "context"],
                name="link_exclusion_once",
                violation_error_message=_("This link is switched off already."),
            ),
            models.CheckConstraint(
                condition=~Q(term=F("target")),
                name="link_exclusion_not_of_itself",
                violation_error_message=_("An entry never links to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} – {self.target}"

    @property
    def place(self) -> str:
        """The words around the place, on one line; nothing for the whole text."""
        return self.context.replace(" | ", " ").strip(" |")
