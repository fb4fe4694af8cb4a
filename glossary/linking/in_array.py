"""A lookup for long lists: ``column IN (…)`` with one parameter for all values.

A page has some thousand hashes. As a parameter each, they take several times longer to bind than to
look up, in both databases.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Lookup


class InArray(Lookup):
    """``InArray(F("column"), values)``, for whole numbers or texts."""

    lookup_name = "in_array"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return sql, [*params, _parameter(self.rhs, connection.vendor)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        kind = "text" if isinstance(self.lhs.output_field, CharField) else "bigint"
        # From a subquery PostgreSQL makes no estimate for each value, which takes longer than to
        # look them up, and makes it read the whole table.
        sql = f"{column} = ANY(ARRAY(SELECT unnest(%s::{kind}[])))"
        return sql, [*params, _parameter(self.rhs, connection.vendor)]


def _parameter(values: Sequence[Any], vendor: str) -> Any:
    if vendor != "postgresql":
        return json.dumps(values)
    # Numbers as one text: the driver would adapt each on its own.
    return f"{{{str(values)[1:-1]}}}" if values and isinstance(values[0], int) else values
