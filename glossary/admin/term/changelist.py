"""The list of entries: its columns, and what they need in a fixed number of queries."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.dates import day, day_and_time
from glossary.admin.term.completeness import missing, parts_present, percent, with_parts
from glossary.models import Term
from glossary.models.term import TEXT_NAMES

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
        return with_parts(terms).prefetch_related("tags").defer(*TEXT_NAMES)


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

    @admin.display(description=_("complete"), ordering=parts_present())
    def completeness(self, term: Term) -> str:
        share = gettext("%(percent)s %%") % {"percent": percent(term)}
        if not (parts := missing(term)):
            return share
        lacking = gettext("Still missing: %(parts)s") % {"parts": ", ".join(parts)}
        return format_html('{} <small class="missing">{}</small>', share, lacking)

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
