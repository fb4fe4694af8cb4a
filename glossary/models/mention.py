"""Mention: where the text of an entry mentions another. Derived."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from glossary.models.term import Term


class Mention(models.Model):
    """A place where an entry's text mentions another entry."""

    APPLICATION = "application"

    source = models.ForeignKey(Term, models.CASCADE, related_name="mentions")
    target = models.ForeignKey(Term, models.CASCADE, related_name="mentioned_in")
    #: One of ``TEXT_FIELDS``, or APPLICATION.
    field = models.CharField(max_length=20)
    #: Its place among all mentions of the page, from 0.
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    #: The sentence around it as plain text, and where in it, in characters, the mention begins.
    sentence = models.TextField()
    start = models.PositiveIntegerField()
    #: The words around it, folded: by these a exclusion knows the place after an edit elsewhere.
    context = models.CharField(max_length=200)
    #: Whether it is the one that is a link, whether an editor wrote it as ``[[…]]`` or forbade it.
    linked = models.BooleanField()
    by_hand = models.BooleanField(default=False)
    excluded = models.BooleanField(default=False)

    class Meta:
        ordering = ["source_id", "position"]
        indexes = [
            models.Index(
                fields=["target", "source"], name="mention_linked", condition=Q(linked=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}: {self.text}"

    @property
    def field_label(self) -> str:
        """The name of the text for editors."""
        if self.field == self.APPLICATION:
            return gettext("application")
        field: Any = Term._meta.get_field(self.field)
        return str(field.verbose_name)


class PendingMentions(models.Model):
    """A text whose mentions changed because of a name elsewhere; read anew when it is needed.
    ``cause`` is the entry it may mention now, or None where any may have changed."""

    source = models.ForeignKey(Term, models.CASCADE, related_name="+")
    cause = models.ForeignKey(Term, models.CASCADE, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.source_id} because of {self.cause_id}"
