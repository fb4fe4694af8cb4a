"""The queries of look-ups: one parameter for a thousand values, and the commonest composed once."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Lookup, Q, QuerySet
from django.utils import timezone

from glossary.models import Name, Status
from glossary.models.term import published_q

_COLUMNS = (
    *("name_hash", "id", "term_id", "text", "kind", "exact", "link_key"),
    *("term__slug", "term__name", "term__category_id", "term__level", "term__definition"),
    "links",
)
#: Stands in for the moment of asking while a query is composed.
_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class InArray(Lookup):
    """``column IN (…)`` with one parameter for all values: a thousand would cost more than they
    find."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return sql, [*params, _parameter(self.rhs)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        kind = "text" if isinstance(self.lhs.output_field, CharField) else "bigint"
        # Of a subquery PostgreSQL makes no estimate for each value, which would take longer than
        # looking them up, and lead it to read the whole table.
        sql = f"{column} = ANY(ARRAY(SELECT unnest(%s::{kind}[])))"
        return sql, [*params, _parameter(self.rhs)]


def linkable_q(prefix: str = "", at: datetime | None = None) -> Q:
    """Return the condition under which an entry may be the target of a link, for Term, for Name or,
    with ``prefix``, for a model that refers to an entry: what new readers are led to."""
    return published_q(prefix, at) & Q(**{f"{prefix}status": Status.PUBLISHED})


def names(*conditions: Any, at: datetime | None = None) -> QuerySet[Name, Any]:
    """Return names of possible targets: the columns of ``LinkCandidate``, then whether a text
    that writes the name leads to its entry."""
    rows = Name.objects.order_by().filter(*conditions, linkable_q(at=at))
    return rows.values_list(*_COLUMNS)


def names_by_number(numbers: Collection[int]) -> list[Sequence[Any]]:
    """Return the rows of ``names`` to which texts lead, by their anchors. Every page of an entry
    asks this: to compose the query anew would take as long as the answer."""
    sql, params, numbers_at, time_at = _composed(connection.vendor)
    # In order: neighbours in the index are read together.
    params[numbers_at] = _parameter(sorted(numbers))
    params[time_at] = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _composed(vendor: str) -> tuple[str, list[Any], int, int]:
    """Return the query of ``names_by_number``, its parameters, and the places among these of the
    numbers and of the moment of asking."""
    sql, params = _compose(vendor)
    moment = connection.ops.adapt_datetimefield_value(_SOME_TIME)
    return sql, list(params), params.index(_parameter([])), params.index(moment)


@cache
def _compose(vendor: str) -> tuple[str, tuple[Any, ...]]:
    linking = names(InArray(F("name_hash"), []), Q(links=True), at=_SOME_TIME)
    sql, params = linking.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


def _parameter(values: Sequence[Any]) -> Any:
    if connection.vendor != "postgresql":
        return json.dumps(values)
    # Numbers as one text: the driver would adapt each on its own.
    return f"{{{str(values)[1:-1]}}}" if values and isinstance(values[0], int) else values
