"""A fixture from someone else as plain, checked data: site rows, entries with their parts, ties."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Field, Model

from glossary.exchange.authored import FIELDS, IDENTITY, PARTS, SITE, label
from glossary.exchange.files import RefusedError, read_json
from glossary.exchange.values import clean_value, missing_value
from glossary.models import NavigationLink, Relation, Tag, Term, TermTag
from glossary.text.collation import fold

#: Who is tied, how, and to whom: slug, kind, slug.
Tie = tuple[str, str, str]
Key = tuple[str, ...]

_MODELS = {label(model): model for model in FIELDS}
#: What ``dumpdata`` writes besides: derived again here, so passed over.
_DERIVED_MODELS = {"glossary.name", "glossary.edition", "glossary.staleterm"}
_DERIVED_FIELDS = {"sort_key", "key", "updated_by"}
#: Where a fault is so common, the file is no glossary; nobody reads further.
_MAX_PROBLEMS: Final = 1_000
_MAX_KEY = 200


class Problem(NamedTuple):
    """What is wrong, with which row and field."""

    where: str
    what: str


@dataclass
class Entry:
    """One entry of the file: its fields, and its parts by model label."""

    slug: str
    where: str
    fields: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {label(model): [] for model in PARTS}
    )
    #: The parts by what makes them one of their kind.
    known: set[tuple[Any, ...]] = field(default_factory=set)


@dataclass
class Contents:
    """All that a file holds, tags by their folded names; problems found while reading it. Times
    that the file does not give are absent from the fields."""

    site: dict[type[Model], dict[Key, dict[str, Any]]]
    entries: dict[str, Entry]
    #: Each tie of the file, and where it stands.
    ties: dict[Tie, str]
    problems: list[Problem]
    #: Slugs of entries that have a problem.
    wrong: set[str]


def read_fixture(path: Path) -> Contents:
    """Return the checked contents of ``path``. Raises RefusedError where it is no fixture at all;
    whatever is wrong with single rows is among the problems."""
    data = read_json(path)
    if not isinstance(data, list):
        raise RefusedError(
            f"{path} is not a fixture: expected a list of objects, as export_glossary writes it."
        )
    reader = _Reader()
    rows = list(reader.rows(data))
    for model in (*SITE, Term, *PARTS, Relation):
        for row in rows:
            if row.model is model:
                reader.take(row)
    return reader.contents


class _Row(NamedTuple):
    number: int
    model: type[Model]
    given: dict[str, Any]


class _Reader:
    def __init__(self) -> None:
        self.contents = Contents({model: {} for model in SITE}, {}, {}, [], set())

    def rows(self, data: list[Any]) -> Iterator[_Row]:
        """Yield the objects of the file that are rows of ours."""
        for number, item in enumerate(data, 1):
            if len(self.contents.problems) >= _MAX_PROBLEMS:
                self._problem(f"object {number}", "and all after it were not looked at.")
                return
            row = self._row(number, item)
            if row is not None:
                yield row

    def _row(self, number: int, item: Any) -> _Row | None:
        where = f"object {number}"
        if (
            not isinstance(item, dict)
            or not isinstance(item.get("fields"), dict)
            or not isinstance(item.get("model"), str)
        ):
            self._problem(where, "is not of the form {“model”: …, “fields”: {…}}.")
            return None
        name = item["model"].lower()
        if name in _DERIVED_MODELS:
            return None
        if name not in _MODELS:
            self._problem(where, f"“{item['model']}” is not part of a glossary; remove it.")
            return None
        for extra in sorted(item.keys() - {"model", "pk", "fields"}):
            self._problem(where, f"{extra}: only “model” and “fields” are known here.")
        return _Row(number, _MODELS[name], item["fields"])

    def take(self, row: _Row) -> None:
        """Check a row and put it where it belongs."""
        where = _where(row)
        before = len(self.contents.problems)
        for extra in sorted(row.given.keys() - set(FIELDS[row.model]) - _DERIVED_FIELDS):
            self._problem(where, f"{extra}: there is no such field.")
        fields = self._checked(where, row)
        if row.model is Term:
            self._take_entry(where, row, fields)
        is_sound = len(self.contents.problems) == before
        if not is_sound:
            if slug := _owner(row):
                self.contents.wrong.add(slug)
        elif row.model in PARTS:
            self._take_part(where, row.model, fields)
        elif row.model is Relation:
            self._take_tie(where, fields)
        elif row.model in SITE:
            self._take_site_row(where, row.model, fields)

    def _checked(self, where: str, row: _Row) -> dict[str, Any]:
        """The authored fields of a row in their order, defaults for what is missing."""
        checked: dict[str, Any] = {}
        for name in FIELDS[row.model]:
            found = cast("Field[Any, Any]", row.model._meta.get_field(name))
            if name not in row.given and isinstance(found, DateTimeField) and not found.editable:
                continue
            try:
                checked[name] = (
                    clean_value(found, row.given[name])
                    if name in row.given
                    else missing_value(found)
                )
            except ValidationError as error:
                self._problem(where, f"{name}: {' '.join(error.messages)}")
        return checked

    def _take_entry(self, where: str, row: _Row, fields: dict[str, Any]) -> None:
        """Also with a problem: what refers to the entry is to find it."""
        if slug := fields.get("slug"):
            if slug in self.contents.entries:
                first = self.contents.entries[slug].where
                self._problem(where, f"stands in the file twice, first as {first}.")
            else:
                self.contents.entries[slug] = Entry(slug, where, fields)
                if fields.get("replaced_by") == [slug]:
                    self._problem(where, "replaced_by: an entry cannot replace itself.")

    def _take_part(self, where: str, model: type[Model], fields: dict[str, Any]) -> None:
        slug = fields.pop(PARTS[model])[0]
        if model is TermTag:
            fields["tag"] = [fold(fields["tag"][0])]
        entry = self.contents.entries.get(slug)
        if entry is None:
            if slug not in self.contents.wrong:
                self._problem(where, "the entry it belongs to is not in the file.")
            return
        identity = (model, *(str(fields[name]) for name in IDENTITY[model]))
        if identity in entry.known:
            self._problem(where, "stands in the file twice.")
            self.contents.wrong.add(slug)
            return
        entry.known.add(identity)
        entry.parts[label(model)].append(fields)

    def _take_tie(self, where: str, fields: dict[str, Any]) -> None:
        tie = (fields["term"][0], fields["kind"], fields["target"][0])
        if tie in self.contents.ties:
            self._problem(where, "stands in the file twice.")
        elif tie[0] == tie[2]:
            self._problem(where, "target: an entry cannot be related to itself.")
        elif tie[0] in self.contents.entries:
            self.contents.ties[tie] = where
        elif tie[0] not in self.contents.wrong:
            self._problem(where, "the entry it belongs to is not in the file.")

    def _take_site_row(self, where: str, model: type[Model], fields: dict[str, Any]) -> None:
        key = site_key(model, fields)
        if len(key[0]) > _MAX_KEY:
            self._problem(where, "name: is too long once its ligatures are spelled out.")
        elif key in self.contents.site[model]:
            self._problem(where, "stands in the file twice.")
        else:
            self.contents.site[model][key] = fields

    def _problem(self, where: str, what: str) -> None:
        self.contents.problems.append(Problem(where, what))


def site_key(model: type[Model], fields: dict[str, Any]) -> Key:
    """Return what a site row is known by, here and in the file: of a tag, its folded name."""
    if model is NavigationLink:
        return fields["place"], fields["label"]
    return (fold(fields["name"]),) if model is Tag else (fields["slug"],)


def _owner(row: _Row) -> str | None:
    """The slug of the entry that a row is, or belongs to, as the file has it."""
    value = row.given.get("slug" if row.model is Term else PARTS.get(row.model, "term"))
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None


def _where(row: _Row) -> str:
    """Name a row so that it can be found: ``entry “ai”, alias “A.I.” (object 12)``."""
    names = []
    if (row.model is Term or row.model in PARTS or row.model is Relation) and (slug := _owner(row)):
        names.append(f"entry “{slug}”")
    if row.model is not Term:
        kind = str(row.model._meta.verbose_name)
        known = IDENTITY.get(row.model) or (("kind", "target") if row.model is Relation else ())
        shown = [row.given.get(name) for name in known or ("name", "title", "label")]
        text = " ".join(str(v[0] if isinstance(v, list) and v else v) for v in shown if v)
        names.append(f"{kind} “{text}”")
    return f"{', '.join(names) or 'entry'} (object {row.number})"
