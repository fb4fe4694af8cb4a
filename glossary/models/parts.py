"""What belongs to one entry: aliases, applications, relations, sources, vetoes."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from glossary.models.fields import InlineMarkdownField, LineField
from glossary.models.natural_key import Keyed
from glossary.models.term import LetterCase, Term


class Part(Keyed):
    """A row of one entry, known in fixtures by the entry and what makes it one of a kind."""

    class Meta:
        abstract = True


class Alias(Part):
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
        _("link automatically"), default=True, help_text=_("Turn off for everyday words.")
    )
    exact_case = models.CharField(
        _("exact case"),
        max_length=4,
        choices=LetterCase,
        default=LetterCase.AUTO,
        help_text=_("Automatic: exact for short names and for capitals."),
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
                violation_error_message=_("This entry has that alias already."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Application(Part):
    """A use of the idea in the world, found on its own as well as under its entry."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="applications", verbose_name=_("entry")
    )
    title = LineField(_("title"), max_length=200)
    description = InlineMarkdownField(_("description"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    natural_key_fields = ["term_id", "title"]

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("real-world application")
        verbose_name_plural = _("real-world applications")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "title"],
                name="application_once",
                violation_error_message=_("This entry has an application of that title already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Relation(Part):
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


class Source(Part):
    """Where a reader can check or go further."""

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
                violation_error_message=_("This entry has that source already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class NameVeto(Part):
    """A generated form of an entry's names that is no name of it."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="name_vetoes", verbose_name=_("entry")
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
                name="name_veto_once",
                violation_error_message=_("This form is switched off already."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class LinkVeto(Part):
    """A text, or one place in it, that must not lead to an entry it speaks of."""

    term = models.ForeignKey(
        Term, models.CASCADE, related_name="link_vetoes", verbose_name=_("entry")
    )
    target = models.ForeignKey(
        Term, models.CASCADE, related_name="inverse_link_vetoes", verbose_name=_("other entry")
    )
    context = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("The words around the place, as the ledger keeps them. Empty: the whole text."),
    )

    natural_key_fields = ["term_id", "target_id", "context"]

    class Meta:
        ordering = ["id"]
        verbose_name = _("link switched off")
        verbose_name_plural = _("links switched off")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "target", "context"],
                name="link_veto_once",
                violation_error_message=_("This link is switched off already."),
            ),
            models.CheckConstraint(
                condition=~Q(term=F("target")),
                name="link_veto_not_of_itself",
                violation_error_message=_("An entry never links to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term} – {self.target}"

    @property
    def place(self) -> str:
        """The words around the place, on one line; nothing for the whole text."""
        return self.context.replace(" | ", " ").strip(" |")
