"""What the list of entries can be narrowed to."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.admin.term.completeness import FULL, with_completeness
from glossary.models import Status, Tag


class TagFilter(admin.SimpleListFilter):
    """The most used tags; any other can be asked for in the address."""

    title = _("tag")
    parameter_name = "tag"
    most = 40

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = Tag.objects.annotate(uses=Count("term_tags")).filter(uses__gt=0)
        return sorted(
            used.order_by("-uses", "key").values_list("slug", "name")[: self.most],
            key=lambda choice: choice[1].casefold(),
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        slug = (self.value() or "").replace("\x00", "")
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
        is_full = Q(parts_present=FULL)
        return counted.filter(is_full if self.value() == "yes" else ~is_full)


class ScheduleFilter(admin.SimpleListFilter):
    title = _("schedule")
    parameter_name = "scheduled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Published, not yet public"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        waiting = queryset.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now())
        return waiting.order_by(F("publish_at").asc())
