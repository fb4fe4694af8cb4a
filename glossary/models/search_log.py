"""What readers asked for, without the readers: words, days, counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField
from glossary.models.natural_key import NaturalKeyModel
from glossary.models.term import Term


class SearchLogEntry(NaturalKeyModel):
    """How often something was asked for on a day, and how much was found the last time."""

    class Kind(models.TextChoices):
        SEARCH = "search", _("Search")
        ADDRESS = "address", _("Address under /glossary/")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    words = CodePointCharField(_("words"), max_length=200)
    day = models.DateField(_("day"), db_index=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    #: Nothing found is 0, never NULL.
    results = models.PositiveIntegerField(_("results"))

    natural_key_fields = ["kind", "words", "day"]

    class Meta:
        ordering = ["-day", "words"]
        verbose_name = _("question of readers")
        verbose_name_plural = _("questions of readers")
        constraints = [
            models.UniqueConstraint(fields=["kind", "words", "day"], name="asked_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words


class RejectedTerm(NaturalKeyModel):
    """A wanted term that editors decided not to write."""

    key = CodePointCharField(_("name"), max_length=200, unique=True)

    natural_key_fields = ["key"]

    class Meta:
        ordering = ["key"]
        verbose_name = _("term not wanted")
        verbose_name_plural = _("terms not wanted")

    def __str__(self) -> str:
        return self.key


class PhraseCandidate(models.Model):
    """A capitalised phrase or abbreviation in an entry's text that is no entry's name so far."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    key = CodePointCharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    sentence = models.TextField()

    def __str__(self) -> str:
        return self.text
