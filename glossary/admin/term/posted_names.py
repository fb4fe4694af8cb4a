"""The names of an entry as a posted form would leave them: nothing is stored yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from glossary.admin.querystring import number
from glossary.models import Alias, LetterCase

_MOST = 1000


def posted_aliases(data: Mapping[str, Any]) -> list[Alias]:
    """Return the alias rows of a posted form, which are forms of their own, unless marked for
    deletion; unsaved, and no more valid than what was typed."""
    return list(_aliases(data))


def _aliases(data: Mapping[str, Any]) -> Iterator[Alias]:
    for row in range(min(_MOST, number(data.get("aliases-TOTAL_FORMS"), digits=4))):
        text = (data.get(f"aliases-{row}-text") or "")[:200].replace("\x00", "").strip()
        if text and not data.get(f"aliases-{row}-DELETE"):
            yield Alias(
                text=text,
                kind=data.get(f"aliases-{row}-kind") or Alias.Kind.SYNONYM,
                autolink=bool(data.get(f"aliases-{row}-autolink")),
                exact_case=data.get(f"aliases-{row}-exact_case") or LetterCase.AUTO,
            )
