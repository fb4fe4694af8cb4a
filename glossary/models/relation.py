"""Relation: a typed tie between two entries."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class Relation(AuthoredModel):
    """A tie from one entry to another, stated once and shown from both sides."""

    class Kind(models.TextChoices):
        BROADER = "broader", _("Broader")
        RELATED = "related", _("Related")
        PREREQUISITE = "prerequisite", _("Read first")
        DISTINCT = "distinct", _("Not to be confused with")

    #: Kinds in which a circle is a contradiction.
    ACYCLIC = frozenset({Kind.BROADER, Kind.PREREQUISITE})

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="relations", verbose_name=_("entry")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.RELATED)
    target = models.ForeignKey(
        Term, models.CASCADE, related_name="inverse_relations", verbose_name=_("other entry")
    )

    natural_key_fields = ["term_id", "kind", "target_id"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "kind", "target"],
                name="relation_once",
                violation_error_message=_("This relation is stated already."),
            ),
            models.CheckConstraint(
                condition=~Q(term=F("target")),
                name="relation_not_to_itself",
                violation_error_message=_("An entry cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} – {self.get_kind_display()} – {self.target}"

    def clean(self) -> None:
        """Raise ValidationError for a tie to itself, a circle, or one stated at the other end."""
        if self.term_id is None or self.target_id is None:
            return
        if self.term_id == self.target_id:
            raise ValidationError({"target": _("An entry cannot be related to itself.")})
        if self.kind in self.ACYCLIC:
            self._refuse_circle()
        elif Relation.objects.filter(
            term=self.target_id, target=self.term_id, kind=self.kind
        ).exists():
            raise ValidationError(
                {"target": _("“%(name)s” states this relation already.") % {"name": self.target}}
            )

    def _refuse_circle(self) -> None:
        """Walk from the target along the same kind; arriving at the entry would close a circle."""
        seen: set[int] = set()
        frontier = {self.target_id}
        while frontier:
            if self.term_id in frontier:
                raise ValidationError(
                    {
                        "target": _("This closes a circle: “%(target)s” leads back to “%(term)s”.")
                        % {"target": self.target, "term": self.term}
                    }
                )
            seen |= frontier
            steps = Relation.objects.filter(term__in=frontier, kind=self.kind)
            frontier = set(steps.exclude(pk=self.pk).values_list("target_id", flat=True)) - seen
