"""Former addresses: made by renaming, read here, and deleted where one should end."""

from django.contrib import admin
from django.http import HttpRequest

from glossary.admin.querystring import GuardedAdmin
from glossary.models import Redirect


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
