"""Term: an entry of the glossary, and the rule that decides whether readers see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from glossary.graph import is_reachable
from glossary.models.bulk import AuthoredQuerySet
from glossary.models.category import Category
from glossary.models.fields import (
    RESERVED_TERM_SLUGS,
    BlockMarkdownField,
    CodePointCharField,
    InlineMarkdownField,
    LineField,
    ReservedSlugValidator,
    now,
    slug_field,
    validate_slug,
)
from glossary.models.tag import TermTag


class Level(models.TextChoices):
    """How difficult an entry is, in ascending order."""

    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")

    @property
    def rank(self) -> int:
        """1 for the lowest level."""
        return list(Level).index(self) + 1


class Status(models.TextChoices):
    """The editorial status of an entry."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    DEPRECATED = "deprecated", _("Deprecated")


class LetterCase(models.TextChoices):
    """Whether a mention must have the capitals of the name to link."""

    AUTO = "auto", _("Automatic")
    EXACT = "exact", _("Exact")
    IGNORE = "ignore", _("Ignore")


EXACT_CASE_HELP = _(
    "Exact matches capitals too. Automatic does that for short names and abbreviations. Single "
    "letters and common words link only if exact."
)


#: Readers see entries with one of these, from their publication time on.
PUBLIC_STATUSES = (Status.PUBLISHED, Status.DEPRECATED)


def is_public(status: str, publish_at: datetime | None, at: datetime | None = None) -> bool:
    """Return whether readers see an entry at ``at`` (default: now). ``published_q`` is the same
    rule for queries; change both together."""
    has_come = publish_at is None or publish_at <= (at or timezone.now())
    return status in PUBLIC_STATUSES and has_come


def published_q(prefix: str = "", at: datetime | None = None) -> Q:
    """Return the condition of ``is_public`` for a query on Term or, with ``prefix`` such as
    ``"term__"``, on a model that refers to it."""
    return Q(**{f"{prefix}status__in": PUBLIC_STATUSES}) & (
        Q(**{f"{prefix}publish_at": None}) | Q(**{f"{prefix}publish_at__lte": at or timezone.now()})
    )


@dataclass(frozen=True)
class TextField:
    """A Markdown text of an entry: its model field, whether it is block Markdown, and its column of
    the search index."""

    name: str
    is_block: bool = False
    search_column: str = "text"


#: All texts of an entry, in the order of its page. Records, search, links, the admin, downloads and
#: the fixture read this list.
TEXT_FIELDS = (
    TextField("definition", search_column="definition"),
    TextField("in_depth", is_block=True),
    TextField("key_takeaway"),
)
TEXT_NAMES = tuple(field.name for field in TEXT_FIELDS)
#: Those that lists do not load.
LONG_TEXT_NAMES = tuple(name for name in TEXT_NAMES if name != "definition")


class TermQuerySet(AuthoredQuerySet["Term"]):
    def published(self, at: datetime | None = None) -> "TermQuerySet":
        """Entries that readers see."""
        return self.filter(published_q(at=at))

    def scheduled(self, at: datetime | None = None) -> "TermQuerySet":
        """Entries that readers will see from their publication time on."""
        return self.filter(status__in=PUBLIC_STATUSES, publish_at__gt=at or timezone.now())

    def next_publication(self) -> datetime | None:
        """Return when the next scheduled entry is published, None if there is none."""
        moment: datetime | None = self.scheduled().aggregate(Min("publish_at"))["publish_at__min"]
        return moment

    def current(self, at: datetime | None = None) -> "TermQuerySet":
        """Published entries that are not deprecated."""
        return self.published(at).exclude(status=Status.DEPRECATED)


class TermManager(models.Manager.from_queryset(TermQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Term":
        return self.get(slug=slug)


class Term(models.Model):  # type: ignore[django-manager-missing]
    """An entry: a headword and its explanation."""

    name = LineField(_("name"), max_length=200, help_text=_("The headword."))
    slug = slug_field(
        validators=[validate_slug, ReservedSlugValidator(RESERVED_TERM_SLUGS)],
        help_text=_(
            "The last part of the address. When you change it, the old address redirects here."
        ),
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="terms", verbose_name=_("category")
    )
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.BEGINNER)
    definition = InlineMarkdownField(
        _("definition"), help_text=_("One or two sentences. Inline Markdown only.")
    )
    in_depth = BlockMarkdownField(
        _("in depth"), blank=True, help_text=_("Several paragraphs of Markdown.")
    )
    key_takeaway = InlineMarkdownField(
        _("key takeaway"), blank=True, help_text=_("What to remember. Inline Markdown only.")
    )
    tags = TaggableManager(
        _("tags"),
        through=TermTag,
        blank=True,
        help_text=_("Separated by commas."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("For a deprecated entry: the entry to read instead."),
    )
    publish_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Readers see it from this time. Leave empty to publish immediately."),
    )
    sort_as = LineField(
        _("sort as"),
        max_length=200,
        blank=True,
        help_text=_("The A–Z index sorts the entry under this text. Leave empty to use its name."),
    )
    autolink = models.BooleanField(
        _("link automatically"),
        default=True,
        help_text=_(
            "Link this name wherever other entries mention it. If off, only [[name]] links."
        ),
    )
    exact_case = models.CharField(
        _("exact case"),
        max_length=6,
        choices=LetterCase,
        default=LetterCase.AUTO,
        help_text=EXACT_CASE_HELP,
    )
    sort_key = CodePointCharField(_("sort key"), max_length=200, editable=False)
    first_published = models.DateTimeField(
        _("first published"), null=True, blank=True, editable=False
    )
    created = models.DateTimeField(_("created"), default=now, editable=False)
    updated = models.DateTimeField(_("updated"), default=now, editable=False, db_index=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        # A dump must load where this user is unknown.
        serialize=False,
        related_name="+",
        verbose_name=_("last editor"),
    )

    objects = TermManager()

    class Meta:
        ordering = ["sort_key", "slug"]
        # None on status or level: they have few values, and mislead SQLite's planner.
        indexes = [
            models.Index(fields=["sort_key", "slug"], name="term_order"),
            models.Index(
                fields=["publish_at"], name="term_scheduled", condition=Q(publish_at__isnull=False)
            ),
        ]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        permissions = [
            ("publish_term", _("Can publish and withdraw entries")),
            ("export_term", _("Can export the glossary")),
            ("import_term", _("Can import into the glossary")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("glossary:term", args=[self.slug])

    def clean(self) -> None:
        """Raise ValidationError for replacements that form a cycle."""
        if self.replaced_by_id is None or self.pk is None:
            return
        if self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("An entry cannot replace itself.")})
        replaced = Term.objects.exclude(replaced_by=None)

        def replacements(terms: set[int]) -> Iterable[int]:
            return replaced.filter(pk__in=terms).values_list("replaced_by_id", flat=True)

        if is_reachable(self.replaced_by_id, self.pk, replacements):
            message = _("This would close a cycle: “%(other)s” already leads to “%(term)s”.")
            params = {"other": self.replaced_by, "term": self}
            raise ValidationError({"replaced_by": message % params})

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["glossary.category"]  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        """Whether readers see the entry now."""
        return is_public(self.status, self.publish_at)

    @property
    def is_scheduled(self) -> bool:
        """Whether readers will see the entry from its publication time on."""
        return self.status in PUBLIC_STATUSES and not self.is_published

    @property
    def is_deprecated(self) -> bool:
        return self.status == Status.DEPRECATED

    @property
    def level_rank(self) -> int:
        return Level(self.level).rank
