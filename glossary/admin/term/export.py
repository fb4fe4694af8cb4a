"""The glossary as a download: the same file that ``export_glossary`` writes."""

from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.exchange.files import write_to
from glossary.exchange.fixture.writer import write_fixture
from glossary.models import Term


def download(terms: QuerySet[Term] | None = None) -> FileResponse:
    """Return ``terms`` (default: all, with pages and navigation) as an attachment. The file is
    written to disk, so that memory does not grow with the number of entries."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_to(file, partial(write_fixture, terms=terms), compress=False)
    file.seek(0)
    which = "glossary" if terms is None else "glossary-selection"
    name = f"{which}-{timezone.localdate():%Y-%m-%d}.json"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/json")


@admin.action(description=_("Export selected as fixture"), permissions=["export"])
def export_selected(site: Any, request: HttpRequest, chosen: QuerySet[Term]) -> FileResponse:
    return download(Term.objects.filter(pk__in=chosen.order_by().values("pk")))


class ExportMixin:
    """For the ModelAdmin of entries: the permission, and the view behind “Export all”."""

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("glossary.export_term")

    def export_view(self, request: HttpRequest) -> FileResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        return download()
