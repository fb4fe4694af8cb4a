"""A name that is another entry's too: shown beside it, and saved only if the editor means it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from glossary.models import Name
from glossary.text.collation import name_key


@dataclass
class SameName:
    """One name as typed, and the entries that have it already; none if it repeats the headword."""

    text: str
    others: list[Name] = field(default_factory=list)


def same_names(name: str, aliases: Sequence[str], pk: int | None) -> list[SameName]:
    """Return which of an entry's names others have, and which aliases repeat its own headword."""
    typed = {name_key(text)[:200]: text for text in [*reversed(aliases), name] if text.strip()}
    rows = Name.objects.filter(key__in=typed).exclude(term=pk).select_related("term__category")
    found = {key: SameName(text) for key, text in typed.items()}
    for row in rows.order_by("kind", "sort_key", "pk"):
        found[row.key].others.append(row)
    repeated = [SameName(text) for text in aliases if name_key(text) == name_key(name)]
    return [same for same in found.values() if same.others] + repeated


def token(found: Sequence[SameName]) -> str:
    """Return what an editor confirms: exactly these names with exactly these entries."""
    shown = [(name_key(same.text), [row.term_id for row in same.others]) for same in found]
    return sha256(repr(shown).encode()).hexdigest()[:32]
