"""The list of entries in the admin, beside a bare ModelAdmin with the columns of the table."""

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from tests.benchmarks.databases import Database
from tests.benchmarks.report import line

_ROUNDS = 15
_PATHS = ("", "?p=15", "?status__exact=published", "?o=1")


def measure() -> None:
    """Print, one a line for each path: median milliseconds of our list, of the bare one, and the
    numbers of their queries."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from glossary.models import Term

    class BareAdmin(admin.ModelAdmin):
        list_display = ["name", "status", "level", "category", "updated_by", "updated"]
        list_select_related = ["category", "updated_by"]
        list_filter = ["status", "level", "category"]
        list_per_page = 50
        search_fields = ["name"]

    user, _created = User.objects.get_or_create(
        username="benchmark", is_staff=True, is_superuser=True
    )
    admins = (admin.site.get_model_admin(Term), BareAdmin(Term, admin.site))

    def answer(model_admin: admin.ModelAdmin, path: str) -> None:
        request = RequestFactory().get(f"/admin/glossary/term/{path}")
        request.user = user
        model_admin.changelist_view(request).render()  # type: ignore[attr-defined]

    for path in _PATHS:
        times: list[list[float]] = [[], []]
        queries = []
        for model_admin in admins:
            with CaptureQueriesContext(connection) as captured:
                answer(model_admin, path)
            queries.append(len(captured))
        for _round in range(_ROUNDS):
            for own, model_admin in zip(times, admins, strict=True):
                own.append(_milliseconds(partial(answer, model_admin, path)))
        print(*map(median, times), *queries)


def report(database: Database) -> None:
    """Measure in a process of the database, and print the figures."""
    figures = database.figures("tests.benchmarks.admin_list", "measure()")
    for path, (ours, bare, *_queries) in zip(_PATHS, figures, strict=True):
        line(f"admin list {path}", ours, "ms")
        line("  beside a bare ModelAdmin", ours / bare, "×", most=1.5)


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return 1_000 * (time.perf_counter() - start)
