"""Alias: another name of an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import LineField
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import EXACT_CASE_HELP, LetterCase, Term


class Alias(AuthoredModel):
    """Another way to write an entry's name (SKOS altLabel; a misspelling is a hiddenLabel)."""

    class Kind(models.TextChoices):
        SYNONYM = "synonym", _("Synonym")
        ABBREVIATION = "abbreviation", _("Abbreviation")
        VARIANT = "variant", _("Variant spelling")
        DEPRECATED = "deprecated", _("Deprecated name")
        MISSPELLING = "misspelling", _("Misspelling (never shown)")

    term = models.ForeignKey(Term, models.CASCADE, related_name="aliases", verbose_name=_("entry"))
    text = LineField(_("text"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SYNONYM)
    autolink = models.BooleanField(
        _("link automatically"), default=True, help_text=_("Turn off for common words.")
    )
    exact_case = models.CharField(
        _("exact case"),
        max_length=6,
        choices=LetterCase,
        default=LetterCase.AUTO,
        help_text=EXACT_CASE_HELP,
    )

    natural_key_fields = ["term_id", "text"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "text"],
                name="alias_once",
                violation_error_message=_("This entry already has this alias."),
            )
        ]

    def __str__(self) -> str:
        return self.text
