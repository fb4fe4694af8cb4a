"""The page that tells editors which entries lead round in a circle."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from glossary.editorial.cycles import MOST, findings


def quality(request: HttpRequest) -> HttpResponse:
    """Answer all circles, each entry a link to its form; to those who may view entries."""
    if not request.user.has_perm("glossary.view_term"):
        raise PermissionDenied
    context = {"title": gettext("Circles"), "findings": findings(), "most": MOST}
    return TemplateResponse(
        request, "admin/glossary/quality.html", admin.site.each_context(request) | context
    )
