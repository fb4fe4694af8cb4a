"""Categories in the admin."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.conflict import LockedAdmin, LockedForm
from glossary.admin.forms import SluggedForm
from glossary.admin.ordering import OrderingMixin
from glossary.models import Category


class CategoryForm(LockedForm, SluggedForm):
    slug_fallback = "category"


@admin.register(Category)
class CategoryAdmin(OrderingMixin, LockedAdmin):
    form = CategoryForm
    fields = ["name", "slug", "description", "order"]
    list_display = ["name", "slug", "entries", "order"]
    list_editable = ["order"]
    search_fields = ["name", "slug"]
    ordering = ["order", "name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).annotate(entries=Count("terms"))

    @admin.display(description=_("entries"), ordering="entries")
    def entries(self, category: Category) -> int:
        return category.entries  # type: ignore[attr-defined]
