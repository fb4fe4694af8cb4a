"""What of an entry is indexed, with which weight, and where the rows live."""

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Final

from django.db import connection

from glossary.models import Term
from glossary.search import postgresql, sqlite
from glossary.search.tokens import flat_tokens
from glossary.text.markdown import render_block, render_inline
from glossary.text.plain import plain

#: The fields of a search row, heaviest first; the order is that of both databases' columns.
FIELDS: Final = ("names", "definition", "applications", "text")
WEIGHTS: Final = (10.0, 4.0, 2.0, 1.0)


def backend() -> ModuleType:
    """Return the module that speaks to the database in use."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def replace(ids: Sequence[int], terms: Iterable[Term]) -> None:
    """Replace the rows of ``ids`` by those of ``terms``."""
    backend().delete(ids)
    backend().insert([(term.pk, *document(term)) for term in terms])


def clear() -> None:
    """Remove every row."""
    backend().clear()


def count() -> int:
    """Return the number of rows; raises DatabaseError where the table is missing."""
    rows: int = backend().count()
    return rows


def document(term: Term) -> tuple[list[str], ...]:
    """Return the tokens of an entry, one list for each of ``FIELDS``."""
    names = [term.name, *(alias.text for alias in term.aliases.all())]
    applications = [
        f"{a.title}. {plain(render_inline(a.description))}" for a in term.applications.all()
    ]
    text = [plain(render_block(term.in_depth)), plain(render_inline(term.key_takeaway))]
    return (
        flat_tokens(" · ".join(names)),
        flat_tokens(plain(render_inline(term.definition))),
        flat_tokens(" · ".join(applications)),
        flat_tokens(" · ".join([*text, *(tag.name for tag in term.tags.all())])),
    )
