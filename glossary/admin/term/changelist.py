"""The list of entries in the admin: columns, filters and search, in a fixed number of queries."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.dates import day, day_and_time
from glossary.admin.querystring import limit_query
from glossary.admin.term.completeness import (
    FULL,
    count_complete,
    missing,
    percent,
    with_completeness,
    with_missing,
)
from glossary.models import Name, Status, Tag, Term, TermTag
from glossary.models.term import TEXT_NAMES, TermQuerySet
from glossary.text.normalize import name_key
from glossary.text.plain import clean_input

COLUMNS = [
    "name",
    "shown_status",
    "level",
    "category",
    "shown_tags",
    "completeness",
    "updated_by",
    "shown_updated",
    "on_site",
]


class TermList(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Term]:
        terms = super().get_queryset(*args, **kwargs)
        return with_missing(terms).prefetch_related("tags").defer(*TEXT_NAMES)


class TermColumns:
    """For the ModelAdmin of entries."""

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, term: Term) -> str:
        if term.is_scheduled and term.publish_at:
            when = gettext("Scheduled: %(when)s") % {"when": day_and_time(term.publish_at)}
            return format_html('<span class="status is-scheduled">{}</span>', when)
        return format_html(
            '<span class="status is-{}">{}</span>', term.status, term.get_status_display()
        )

    @admin.display(description=_("tags"))
    def shown_tags(self, term: Term) -> str:
        return ", ".join(tag.name for tag in term.tags.all())

    @admin.display(description=_("complete"), ordering=count_complete())
    def completeness(self, term: Term) -> str:
        share = gettext("%(percent)s %%") % {"percent": percent(term)}
        if not (fields := missing(term)):
            return share
        note = gettext("Still missing: %(fields)s") % {"fields": ", ".join(fields)}
        return format_html('{} <small class="missing">{}</small>', share, note)

    @admin.display(description=_("updated"), ordering="updated")
    def shown_updated(self, term: Term) -> str:
        return day(term.updated)

    @admin.display(description=_("on site"))
    def on_site(self, term: Term) -> str:
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            term.get_absolute_url(),
            gettext("View “%(name)s” on site") % {"name": term.name},
            gettext("View"),
        )


class TagFilter(admin.SimpleListFilter):
    """The most used tags. The query string can name any other."""

    title = _("tag")
    parameter_name = "tag"
    max_choices = 40

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Counts the index of the foreign key; a join with the tags takes three times as long.
        uses = TermTag.objects.order_by().values("tag").annotate(uses=Count("tag"))
        most_used = [row["tag"] for row in uses.order_by("-uses", "tag")[: self.max_choices]]
        tags = Tag.objects.filter(pk__in=most_used).values_list("slug", "name")
        return sorted(tags, key=lambda choice: choice[1].casefold())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        slug = clean_input(self.value() or "")
        return queryset.filter(term_tags__tag__slug=slug) if slug else queryset


class CompletenessFilter(admin.SimpleListFilter):
    title = _("completeness")
    parameter_name = "complete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Incomplete")), ("yes", _("Complete"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"no", "yes"}:
            return queryset
        counted = with_completeness(queryset)
        is_full = Q(complete_fields=FULL)
        return counted.filter(is_full if self.value() == "yes" else ~is_full)


class ScheduleFilter(admin.SimpleListFilter):
    title = _("schedule")
    parameter_name = "scheduled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Scheduled"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        waiting = queryset.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now())
        return waiting.order_by(F("publish_at").asc())


def by_name(terms: TermQuerySet, text: str) -> TermQuerySet:
    """Return ``terms`` with a name or alias that contains every word of ``text``, folded."""
    names = Name.objects.all()
    for word in name_key(limit_query(text)).split():
        names = names.filter(key__contains=word)
    found: TermQuerySet = terms.filter(pk__in=names.values("term"))
    return found


def closest_first(terms: TermQuerySet, text: str) -> TermQuerySet:
    """Order ``terms``: the same name first, then names that start with ``text``, then others."""
    key = name_key(limit_query(text))
    closeness = Case(
        When(key=key, then=Value(0)),
        When(key__startswith=key, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    best = (
        Name.objects.filter(Q(term=OuterRef("pk")))
        .annotate(closeness=closeness)
        .order_by("closeness")
        .values("closeness")[:1]
    )
    ordered: TermQuerySet = terms.order_by(Subquery(best), "sort_key", "slug")
    return ordered
