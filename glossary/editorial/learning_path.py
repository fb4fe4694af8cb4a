"""What to read before an entry: all that its prerequisites need in turn, in an order to learn."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from glossary.editorial.ordering import in_order
from glossary.models import Relation, Term

#: How many steps back are followed, and how many entries and ties are read.
_DEPTH = 12
_ENTRIES = 200
_TIES = 1_000
_COLUMNS = ("id", "name", "slug", "level", "status", "sort_key")


@dataclass(frozen=True)
class Step:
    """An entry to read first; ``is_direct`` if the entry itself asks for it."""

    term: Term
    is_direct: bool


def read_first(term: Term) -> list[Step]:
    """Return the public entries to read before ``term``, each after what it needs itself, and of
    several that could come next the easiest; one query. A circle is broken at its easiest entry."""
    found: dict[int, Term] = {}
    needs = defaultdict(set)
    for needing, *values in _ties(term.pk):
        known = Term.from_db(connection.alias, _COLUMNS, values)
        if known.pk != term.pk:
            found.setdefault(known.pk, known)
            needs[needing].add(known.pk)

    def rank(pk: int) -> tuple[int, str, str]:
        return (found[pk].level_rank, found[pk].sort_key, found[pk].slug)

    direct = needs[term.pk]
    return [Step(found[pk], pk in direct) for pk in in_order(found, needs, rank)]


def _ties(pk: int) -> list[tuple[int, *tuple[str, ...]]]:
    """Return ``(entry, the columns of one it needs)`` for all ties on the ways back from ``pk``.

    One condition says what is public, for this query too: its SQL is taken from the ORM's own. The
    limits stand where both databases stop reading the recursion at them.
    """
    compiler = Term.objects.published().query.get_compiler(connection=connection)
    public, parameters = compiler.compile(compiler.query.where)
    columns = ", ".join(f"glossary_term.{name}" for name in _COLUMNS)
    query = f"""
        WITH RECURSIVE needed(id, depth) AS (
            SELECT glossary_term.id, 0 FROM glossary_term WHERE glossary_term.id = %s
            UNION
            SELECT glossary_term.id, needed.depth + 1
            FROM needed
            JOIN glossary_relation AS tie ON tie.term_id = needed.id AND tie.kind = %s
            JOIN glossary_term ON glossary_term.id = tie.target_id
            WHERE needed.depth < {_DEPTH} AND {public}
        ),
        reached(id, depth) AS (
            SELECT id, MIN(depth) FROM (SELECT id, depth FROM needed LIMIT {_ENTRIES}) AS first
            GROUP BY id
        )
        SELECT tie.term_id, {columns}
        FROM reached
        JOIN glossary_relation AS tie ON tie.term_id = reached.id AND tie.kind = %s
        JOIN reached AS other ON other.id = tie.target_id
        JOIN glossary_term ON glossary_term.id = other.id
        ORDER BY reached.depth, glossary_term.sort_key, glossary_term.slug
        LIMIT {_TIES}
    """  # noqa: S608 - columns, limits and a condition of our own; values are parameters
    kind = Relation.Kind.PREREQUISITE
    with connection.cursor() as cursor:
        cursor.execute(query, [pk, kind, *parameters, kind])
        return list(cursor.fetchall())
