"""The page that shows editors which entries form cycles."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from glossary.editorial.cycles import LIMIT, cycle_groups


def cycles(request: HttpRequest) -> HttpResponse:
    """List all cycles, each entry with a link to its form, for users who may view entries."""
    if not request.user.has_perm("glossary.view_term"):
        raise PermissionDenied
    context = {"title": gettext("Cycles"), "groups": cycle_groups(), "limit": LIMIT}
    return TemplateResponse(
        request, "admin/glossary/cycles.html", admin.site.each_context(request) | context
    )
