"""System status, for readers and as JSON for a monitor. It reveals no paths and no errors."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from glossary import __version__
from glossary.models import Edition, PendingTerm, Term
from glossary.search.backends import get_backend

#: A disk with fewer free bytes is almost full: uploads and logs still fit for a while.
_MIN_FREE = 256 * 2**20


@dataclass(frozen=True)
class StatusCheck:
    """The result of one check."""

    name: str
    ok: bool
    label: str | Promise
    detail: str | Promise


class StatusReport(NamedTuple):
    """All checks, and what the site serves."""

    ok: bool
    checks: list[StatusCheck]
    version: str
    entries: int | None
    last_change: datetime | None


def _database() -> tuple[bool, str | Promise]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, _("Responding")


def _migrations() -> tuple[bool, str | Promise]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return (False, _("An update is pending")) if pending else (True, _("Up to date"))


def _search() -> tuple[bool, str | Promise]:
    missing = get_backend().count() < Term.objects.count() or PendingTerm.objects.exists()
    return (False, _("The index is behind")) if missing else (True, _("Every entry is indexed"))


def _cache() -> tuple[bool, str | Promise]:
    token = get_random_string(8)
    cache.set("glossary.status", token, 60)
    works = cache.get("glossary.status") == token
    return (True, _("Working")) if works else (False, _("Not working"))


def _disk() -> tuple[bool, str | Promise]:
    has_space = shutil.disk_usage(settings.VAR_DIR).free > _MIN_FREE
    return (True, _("Enough free space")) if has_space else (False, _("Almost full"))


_CHECKS: dict[str, tuple[str | Promise, Callable[[], tuple[bool, str | Promise]]]] = {
    "database": (_("Database"), _database),
    "migrations": (_("Tables"), _migrations),
    "search": (_("Search"), _search),
    "cache": (_("Cache"), _cache),
    "disk": (_("Disk"), _disk),
}


def check_status() -> StatusReport:
    """Run every check."""
    checks = []
    for name, (label, run) in _CHECKS.items():
        try:
            ok, detail = run()
        except (DatabaseError, OSError):
            ok, detail = False, _("Not responding")
        checks.append(StatusCheck(name, ok, label, detail))
    entries, last_change = None, None
    if checks[0].ok and checks[1].ok:
        entries = Term.objects.published().count()
        last_change = Edition.objects.values_list("changed_at", flat=True).first()
    return StatusReport(
        all(check.ok for check in checks), checks, __version__, entries, last_change
    )


class StatusView(TemplateView):
    """``/status/``: 200, or 503 if a check fails."""

    template_name = "glossary/status.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = check_status()
        context = self.get_context_data(report=report, **kwargs)
        if not report.checks[0].ok:
            context["navigation"] = {"header": [], "footer": []}
        response = self.render_to_response(context, status=200 if report.ok else 503)
        response["Cache-Control"] = "no-store"
        return response


class StatusJsonView(View):
    """``/status.json``: the same, for a monitor."""

    def get(self, request: HttpRequest) -> JsonResponse:
        report = check_status()
        body = {
            "status": "ok" if report.ok else "error",
            "checks": {
                check.name: {"ok": check.ok, "detail": str(check.detail)} for check in report.checks
            },
            "version": report.version,
            "entries": report.entries,
            "last_change": report.last_change,
        }
        response = JsonResponse(body, status=200 if report.ok else 503)
        response["Cache-Control"] = "no-store"
        return response
