"""Missing terms: names that readers searched for without result, or that entries mention, and
that no entry has. Three sources, one row for each name, the most frequent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.functional import cached_property

from glossary.models import PhraseCandidate
from glossary.search_log.log import oldest_kept
from glossary.text.normalize import name_key

# A search without result does not count if the same search had results later.
_FOUND = """
SELECT "key", SUM(searched) AS searched, SUM(missed) AS missed, SUM(entries) AS entries,
       MAX(day) AS day, MIN(sample) AS sample
FROM (
    SELECT words AS "key", day, CAST(NULL AS bigint) AS sample, 0 AS entries,
           CASE WHEN kind = 'search' THEN times ELSE 0 END AS searched,
           CASE WHEN kind = 'address' THEN times ELSE 0 END AS missed
    FROM glossary_searchlogentry AS one
    WHERE day >= %(since)s AND results BETWEEN %(minimum)s AND %(maximum)s AND NOT EXISTS (
        SELECT 1 FROM glossary_searchlogentry AS later WHERE later.kind = one.kind
        AND later.words = one.words AND later.day > one.day AND later.results > %(maximum)s
    )
    UNION ALL
    SELECT "key", NULL, id, 1, 0, 0 FROM glossary_phrasecandidate
) AS found
WHERE "key" LIKE %(words)s ESCAPE '~'
GROUP BY "key"
HAVING SUM({column}) > 0
AND NOT EXISTS (
    SELECT 1 FROM glossary_name
    WHERE glossary_name."key" = found."key" OR glossary_name.slug = REPLACE(found."key", ' ', '-')
)
AND {rejected} EXISTS (SELECT 1 FROM glossary_rejectedterm AS no WHERE no."key" = found."key")
ORDER BY SUM(searched) + SUM(missed) + SUM(entries) DESC, "key"
LIMIT %(limit)s
"""
#: Rows in one list. Filters show the others.
MAX_ROWS = 2_000

#: The filters of the list, and what each one counts.
_COLUMNS = {
    "": "searched + missed + entries",
    "search": "searched",
    "address": "missed",
    "text": "entries",
    "often": "searched",
    "rejected": "searched + missed + entries",
}
KINDS = tuple(_COLUMNS)
_FEW = 3


@dataclass
class MissingTerm:
    """A name without an entry: the number of searches, of requests for its address and of entries
    that mention it, the day of the last search, and an example from an entry."""

    key: str
    searched: int
    missed: int
    entries: int
    day: date | None
    sample: PhraseCandidate | None

    @property
    def text(self) -> str:
        """The name as an entry mentions it, else with a capital letter."""
        return self.sample.text if self.sample else self.key[:1].upper() + self.key[1:]


class MissingTerms:
    """The rows of one list, read when they are needed. ``kind`` is one of KINDS: all sources,
    one source, searches with few results, or rejected terms. ``days`` limits the searches,
    ``words`` are in the name."""

    def __init__(self, kind: str = "", days: int = 0, words: str = "") -> None:
        today = timezone.localdate()
        since = max(oldest_kept(), today - timedelta(days=days - 1)) if days else oldest_kept()
        pattern = "".join(f"~{c}" if c in "%_~" else c for c in name_key(words))
        minimum, maximum = (1, _FEW) if kind == "often" else (0, 0)
        bounds = {"since": since, "minimum": minimum, "maximum": maximum, "limit": MAX_ROWS}
        self._params: dict[str, Any] = bounds | {"words": f"%{pattern}%"}
        rejected = "" if kind == "rejected" else "NOT"
        self._sql = _FOUND.format(column=_COLUMNS[kind], rejected=rejected)

    @property
    def are_all(self) -> bool:
        """Whether there are no more rows than the list has."""
        return len(self) < MAX_ROWS

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, part: slice) -> list[MissingTerm]:
        rows = self._rows[part]
        samples = PhraseCandidate.objects.select_related("term").in_bulk(
            [row[5] for row in rows if row[5]]
        )
        return [
            MissingTerm(
                key, int(searched), int(missed), int(entries), _day(day), samples.get(sample)
            )
            for key, searched, missed, entries, day, sample in rows
        ]

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self._sql, self._params)
            return list(cursor.fetchall())


def _day(value: Any) -> date | None:
    """Return a date: SQLite returns a computed day as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
