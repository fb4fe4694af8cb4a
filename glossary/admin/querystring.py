"""Query strings that the admin accepts. Django's lists answer some with an error 500, and run any
regular expression over every text."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from glossary.text.plain import clean_input

_MAX_WORDS = 8
_MAX_LENGTH = 200


def number(text: str | None, digits: int = 18) -> int:
    """Return ``text`` as a number of no more than ``digits``; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) <= digits else 0


def limit_query(text: str) -> str:
    """Return the first words of a search: each is a condition, and SQLite allows a thousand."""
    return " ".join(clean_input(text).split()[:_MAX_WORDS])[:_MAX_LENGTH]


class GuardedAdmin(admin.ModelAdmin):
    """A ModelAdmin that never answers a query string with an error 500."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return "regex" not in lookup and super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, limit_query(search_term))

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The year 9999, a month of twenty digits or half a range are incorrect lookups."""
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError, IndexError) as error:
            raise IncorrectLookupParameters(error) from error

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Use only the values that are valid for their fields."""
        initial: dict[str, Any] = {}
        for name, value in super().get_changeform_initial_data(request).items():
            try:
                initial[name] = self.opts.get_field(name).clean(value, None)  # type: ignore[union-attr]
            except (FieldDoesNotExist, ValidationError):
                continue
        return initial
