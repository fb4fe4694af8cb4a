"""Pages, and the links of header and footer, in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.conflict import LockedAdmin, LockedForm
from glossary.admin.dates import day
from glossary.admin.forms import SluggedForm
from glossary.admin.ordering import OrderingMixin
from glossary.admin.querystring import GuardedAdmin
from glossary.models import NavigationLink, Page


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
