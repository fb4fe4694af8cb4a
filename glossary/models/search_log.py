"""The search log: what readers search for, without the readers, and phrases without an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import CodePointCharField
from glossary.models.natural_key import NaturalKeyModel
from glossary.models.term import Term


class SearchLogEntry(NaturalKeyModel):
    """How often readers searched for something on one day, and how many results they last got."""

    class Kind(models.TextChoices):
        SEARCH = "search", _("Search")
        ADDRESS = "address", _("Missing address under /glossary/")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    words = CodePointCharField(_("words"), max_length=200)
    day = models.DateField(_("day"), db_index=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    results = models.PositiveIntegerField(_("results"))

    natural_key_fields = ["kind", "words", "day"]

    class Meta:
        ordering = ["-day", "words"]
        verbose_name = _("reader search")
        verbose_name_plural = _("reader searches")
        constraints = [
            models.UniqueConstraint(fields=["kind", "words", "day"], name="search_log_once_a_day")
        ]

    def __str__(self) -> str:
        return self.words


class RejectedTerm(NaturalKeyModel):
    """A missing term for which editors do not want an entry."""

    key = CodePointCharField(_("name"), max_length=200, unique=True)

    natural_key_fields = ["key"]

    class Meta:
        ordering = ["key"]
        verbose_name = _("rejected term")
        verbose_name_plural = _("rejected terms")

    def __str__(self) -> str:
        return self.key


class PhraseCandidate(models.Model):
    """A capitalized phrase or abbreviation in the text of an entry that names no entry yet."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    key = CodePointCharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    sentence = models.TextField()

    def __str__(self) -> str:
        return self.text
