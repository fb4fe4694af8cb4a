"""System status: in words for readers, as JSON for a monitor. Says nothing of paths or errors."""

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
from glossary.search import index

#: Bytes below which a disk counts as almost full: pictures and logs still fit, and time is left.
_LITTLE = 256 * 2**20


@dataclass(frozen=True)
class Check:
    """What one check found."""

    name: str
    ok: bool
    label: str | Promise
    detail: str | Promise


class Report(NamedTuple):
    ok: bool
    checks: list[Check]
    version: str
    entries: int | None
    last_change: datetime | None


def _database() -> tuple[bool, str | Promise]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, _("Answers.")


def _migrations() -> tuple[bool, str | Promise]:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return (False, _("An update is pending.")) if pending else (True, _("Up to date."))


def _search() -> tuple[bool, str | Promise]:
    missing = index.count() < Term.objects.count() or PendingTerm.objects.exists()
    return (False, _("The index is behind.")) if missing else (True, _("Every entry is indexed."))


def _cache() -> tuple[bool, str | Promise]:
    token = get_random_string(8)
    cache.set("glossary.status", token, 60)
    works = cache.get("glossary.status") == token
    return (True, _("Keeps what it is given.")) if works else (False, _("Forgets."))


def _disk() -> tuple[bool, str | Promise]:
    room = shutil.disk_usage(settings.VAR_DIR).free > _LITTLE
    return (True, _("Has room.")) if room else (False, _("Is almost full."))


_CHECKS: dict[str, tuple[str | Promise, Callable[[], tuple[bool, str | Promise]]]] = {
    "database": (_("Database"), _database),
    "migrations": (_("Tables"), _migrations),
    "search": (_("Search"), _search),
    "cache": (_("Cache"), _cache),
    "disk": (_("Disk"), _disk),
}


def report() -> Report:
    """Run every check; one that fails says no more than that."""
    checks = []
    for name, (label, run) in _CHECKS.items():
        try:
            ok, detail = run()
        except (DatabaseError, OSError):
            ok, detail = False, _("Does not answer.")
        checks.append(Check(name, ok, label, detail))
    entries, last_change = None, None
    if checks[0].ok and checks[1].ok:
        entries = Term.objects.published().count()
        last_change = Edition.objects.values_list("changed_at", flat=True).first()
    return Report(all(check.ok for check in checks), checks, __version__, entries, last_change)


class StatusView(TemplateView):
    """``/status/``: 200 when all is well, 503 when something is not."""

    template_name = "glossary/status.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = report()
        context = self.get_context_data(report=found, **kwargs)
        if not found.checks[0].ok:
            context["navigation"] = {"header": [], "footer": []}
        response = self.render_to_response(context, status=200 if found.ok else 503)
        response["Cache-Control"] = "no-store"
        return response


class StatusJsonView(View):
    """``/status.json``: the same for a monitor."""

    def get(self, request: HttpRequest) -> JsonResponse:
        found = report()
        body = {
            "status": "ok" if found.ok else "error",
            "checks": {
                check.name: {"ok": check.ok, "detail": str(check.detail)} for check in found.checks
            },
            "version": found.version,
            "entries": found.entries,
            "last_change": found.last_change,
        }
        response = JsonResponse(body, status=200 if found.ok else 503)
        response["Cache-Control"] = "no-store"
        return response
