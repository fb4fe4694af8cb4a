"""Categories, tags, pages, navigation links and redirects in the admin."""

from typing import Any

import taggit.admin
from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.conflict import LockedAdmin, LockedForm
from glossary.admin.dates import day
from glossary.admin.forms import SluggedForm
from glossary.admin.querystring import GuardedAdmin
from glossary.models import Category, NavigationLink, Page, Redirect, Tag
from glossary.text.normalize import fold


class OrderingMixin:
    """For a ModelAdmin with ``order`` in its list: the input gets an accessible name."""

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if db_field.name == "order":
            field.widget.attrs["aria-label"] = str(db_field.verbose_name)
        return field


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


# taggit.admin registers its own Tag when it is imported.
admin.site.unregister(taggit.admin.Tag)


class TagForm(SluggedForm):
    slug_fallback = "tag"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Tag.objects.filter(key=fold(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise forms.ValidationError(
                gettext("The tag “%(name)s” already exists.") % {"name": same.name},
                code="unique",
            )
        return name


@admin.register(Tag)
class TagAdmin(GuardedAdmin):
    form = TagForm
    fields = ["name", "slug"]
    list_display = ["name", "slug", "entries"]
    search_fields = ["name", "key", "slug"]
    ordering = ["key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(entries=Count("term_tags"))

    @admin.display(description=_("entries"), ordering="entries")
    def entries(self, tag: Tag) -> int:
        return tag.entries


class PageForm(LockedForm, SluggedForm):
    slug_source = "title"
    slug_fallback = "page"


@admin.register(Page)
class PageAdmin(LockedAdmin):
    form = PageForm
    fieldsets = [
        (None, {"fields": ["title", "slug", "body"]}),
        (_("Publication"), {"fields": ["is_published"]}),
    ]
    list_display = ["title", "slug", "is_published", "shown_updated"]
    list_filter = ["is_published"]
    search_fields = ["title", "slug", "body"]

    @admin.display(description=_("updated"), ordering="updated")
    def shown_updated(self, page: Page) -> str:
        return day(page.updated)


@admin.register(NavigationLink)
class NavigationLinkAdmin(OrderingMixin, GuardedAdmin):
    list_display = ["label", "url", "placement", "order", "is_prominent"]
    list_editable = ["order"]
    list_filter = ["placement"]
    search_fields = ["label", "url"]
    fields = ["label", "url", "placement", "order", "is_prominent"]


@admin.register(Redirect)
class RedirectAdmin(GuardedAdmin):
    list_display = ["slug", "term"]
    list_select_related = ["term"]
    search_fields = ["slug", "term__name"]
    fields = ["slug", "term"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return False
