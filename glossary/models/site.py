"""The site around the glossary: plain pages, and links in header and footer."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.models.bulk import AuthoredQuerySet
from glossary.models.fields import (
    RESERVED_PAGE_SLUGS,
    BlockMarkdownField,
    LineField,
    ReservedSlugValidator,
    now,
    slug_field,
    validate_slug,
)


class PageManager(models.Manager.from_queryset(AuthoredQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Page":
        return self.get(slug=slug)


class Page(models.Model):
    """A plain page of the site, at ``/<slug>/``. The page ``contact`` shows the contact form."""

    title = LineField(_("title"), max_length=200)
    slug = slug_field(
        validators=[validate_slug, ReservedSlugValidator(RESERVED_PAGE_SLUGS)],
        help_text=_("The page's address."),
    )
    body = BlockMarkdownField(_("text"), blank=True)
    is_published = models.BooleanField(_("published"), default=True)
    updated = models.DateTimeField(_("updated"), default=now, editable=False)

    objects = PageManager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("glossary:page", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class NavigationLinkManager(models.Manager.from_queryset(AuthoredQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, placement: str, label: str) -> "NavigationLink":
        return self.get(placement=placement, label=label)


class NavigationLink(models.Model):
    """A link in the header or the footer of every page."""

    class Placement(models.TextChoices):
        HEADER = "header", _("Header")
        FOOTER = "footer", _("Footer")

    label = LineField(_("label"), max_length=60)
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_(
            "A path on this site, such as /about/, or a full address, such as https://example.com/."
        ),
        validators=[
            RegexValidator(
                r"\A(/(?!/)|https?://|mailto:)[^\s<>\"\\]*\Z",
                _("Start with / for this site, or with https://, http:// or mailto:."),
            )
        ],
    )
    placement = models.CharField(
        _("placement"), max_length=10, choices=Placement, default=Placement.HEADER
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_prominent = models.BooleanField(
        _("prominent"), default=False, help_text=_("Highlighted, such as “Enter the hub”.")
    )

    objects = NavigationLinkManager()

    class Meta:
        ordering = ["placement", "order", "id"]
        verbose_name = _("navigation link")
        verbose_name_plural = _("navigation links")
        constraints = [
            models.UniqueConstraint(fields=["placement", "label"], name="navigation_link_once")
        ]

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str]:
        return (self.placement, self.label)
