"""Mention: where the text of an entry mentions another. Derived."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from glossary.models.term import Term


class Mention(models.Model):
    """A position in the text of an entry that mentions another entry."""

    APPLICATION = "application"

    source = models.ForeignKey(Term, models.CASCADE, related_name="mentions")
    target = models.ForeignKey(Term, models.CASCADE, related_name="mentioned_in")
    #: One of ``TEXT_FIELDS``, or APPLICATION.
    field = models.CharField(max_length=20)
    #: Its position among all mentions of the page, from 0.
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    #: The sentence around it as plain text, and where in it, in characters, the mention begins.
    sentence = models.TextField()
    start = models.PositiveIntegerField()
    #: The words around it, folded. A LinkExclusion finds the position by them after other edits.
    context = models.CharField(max_length=200)
    #: Whether it is shown as a link, was written as ``[[…]]``, or is excluded by an editor.
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
        """The label of the text field."""
        if self.field == self.APPLICATION:
            return gettext("application")
        field: Any = Term._meta.get_field(self.field)
        return str(field.verbose_name)


class PendingMentions(models.Model):
    """An entry whose mentions are out of date because a name elsewhere changed. ``cause`` is the
    entry it may mention now; None if any mention may have changed."""

    source = models.ForeignKey(Term, models.CASCADE, related_name="+")
    cause = models.ForeignKey(Term, models.CASCADE, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.source_id} because of {self.cause_id}"
