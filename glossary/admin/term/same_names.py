"""Names that another entry has too: the editor sees them, and saves only after confirming."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from glossary.admin.querystring import number
from glossary.indexing.names import forms_of
from glossary.models import Alias, LetterCase, Name
from glossary.text.normalize import name_key
from glossary.text.plain import clean_input


@dataclass
class SameName:
    """A name as typed, or a form generated from it, and the names of other entries that are the
    same; none if it repeats the headword."""

    text: str
    #: The name as typed, if ``text`` is a form of it.
    typed: str
    others: list[Name] = field(default_factory=list)

    @property
    def is_form(self) -> bool:
        return self.text != self.typed


def same_names(
    name: str, aliases: Sequence[str], pk: int | None, excluded: Collection[str] = ()
) -> list[SameName]:
    """Return the names of an entry that others have, and the aliases that repeat its headword.

    Forms count on both sides, without those that are ``excluded``. Two generated forms that are the
    same are not reported.
    """
    written = [text for text in [name, *aliases] if text.strip()]
    found = {key: SameName(text, text) for key, text in _keyed([*written[1:], name]).items()}
    for text in written:
        own = [form for form in forms_of(text) if form not in excluded]
        for key, form in _keyed(reversed(own)).items():
            found.setdefault(key, SameName(form, text))
    rows = list(
        Name.objects.filter(key__in=found).exclude(term=pk).select_related("term__category")
    )
    rows.sort(key=lambda row: (row.kind, row.text != found[row.key].text, row.sort_key, row.pk))
    entries = {row.term_id for row in rows if not found[row.key].is_form}
    for row in rows:
        same = found[row.key]
        seen = entries if same.is_form else {other.term_id for other in same.others}
        if row.term_id not in seen and not (same.is_form and row.is_generated):
            same.others.append(row)
    repeated = [SameName(text, text) for text in aliases if name_key(text) == name_key(name)]
    return [same for same in found.values() if same.others] + repeated


def _keyed(texts: Iterable[str]) -> dict[str, str]:
    return {name_key(text)[:200]: text for text in texts}


def token(found: Sequence[SameName]) -> str:
    """Return a token of what an editor confirms: these names with these entries."""
    shown = [(name_key(same.text), [row.term_id for row in same.others]) for same in found]
    return sha256(repr(shown).encode()).hexdigest()[:32]


_MAX_ROWS = 1000


def posted_aliases(data: Mapping[str, Any]) -> list[Alias]:
    """Return the aliases of a posted form, unsaved and not validated, without deleted rows."""
    return list(_aliases(data))


def _aliases(data: Mapping[str, Any]) -> Iterator[Alias]:
    for row in range(min(_MAX_ROWS, number(data.get("aliases-TOTAL_FORMS"), digits=4))):
        text = clean_input(data.get(f"aliases-{row}-text") or "", 200)
        if text and not data.get(f"aliases-{row}-DELETE"):
            yield Alias(
                text=text,
                kind=data.get(f"aliases-{row}-kind") or Alias.Kind.SYNONYM,
                autolink=bool(data.get(f"aliases-{row}-autolink")),
                exact_case=data.get(f"aliases-{row}-exact_case") or LetterCase.AUTO,
            )
