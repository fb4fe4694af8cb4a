"""Relation: how one entry relates to another."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from glossary.graph import is_reachable
from glossary.models.natural_key import AuthoredModel
from glossary.models.term import Term


class Relation(AuthoredModel):
    """A relation from one entry to another, stored once and shown on both pages."""

    class Kind(models.TextChoices):
        BROADER = "broader", _("Broader")
        RELATED = "related", _("Related")
        PREREQUISITE = "prerequisite", _("Read first")
        DISTINCT = "distinct", _("Not to be confused with")

    #: Kinds in which a cycle is a contradiction.
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
                violation_error_message=_("This entry already has this relation."),
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
        """Raise ValidationError for a relation to itself, a cycle, or an inverse of one."""
        if self.term_id is None or self.target_id is None:
            return
        if self.term_id == self.target_id:
            raise ValidationError({"target": _("An entry cannot be related to itself.")})
        if self.kind in self.ACYCLIC:
            self._reject_cycle()
        elif Relation.objects.filter(
            term=self.target_id, target=self.term_id, kind=self.kind
        ).exists():
            raise ValidationError(
                {"target": _("“%(name)s” already has this relation.") % {"name": self.target}}
            )

    def _reject_cycle(self) -> None:
        """Raise ValidationError if relations of this kind lead from the target to the entry."""
        others = Relation.objects.filter(kind=self.kind).exclude(pk=self.pk)

        def targets(terms: set[int]) -> Iterable[int]:
            return others.filter(term__in=terms).values_list("target_id", flat=True)

        if is_reachable(self.target_id, self.term_id, targets):
            message = _("This would close a cycle: “%(target)s” already leads to “%(term)s”.")
            raise ValidationError({"target": message % {"target": self.target, "term": self.term}})
