"""Reads a fixture as plain, checked data: site rows, entries with related rows, relations."""

from dataclasses import dataclass, field
from itertools import takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Field, Model

from glossary.exchange.files import ExchangeError, read_json
from glossary.exchange.fixture.schema import FIELDS, IDENTITY, RELATED, RELATIONS, SITE, label
from glossary.exchange.importing.rows import Key, Row, cut, known_by, listed, site_key, where_of
from glossary.exchange.importing.values import clean_value, missing_value
from glossary.models import (
    Application,
    LinkExclusion,
    NameExclusion,
    Redirect,
    Relation,
    Term,
    TermTag,
)
from glossary.text.normalize import fold

#: Who is tied, how, and to whom: slug, kind or context, slug.
RelationKey = tuple[str, str, str]

#: What is referred to comes before what refers to it.
_ORDER: Final[list[type[Model]]] = [*SITE, Term, *RELATED, *RELATIONS]
_MODELS = {label(model): model for model in FIELDS}
_DERIVED_FIELDS = {"sort_key", "key", "updated_by"}
_TO_ITSELF: Final[dict[type[Model], str]] = {
    Relation: "an entry cannot be related to itself.",
    LinkExclusion: "an entry never links to itself.",
}
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
    related_rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {label(model): [] for model in RELATED}
    )


@dataclass
class Contents:
    """All that a file holds, tags by their folded names; problems found while reading it. Times
    that the file does not give are absent from the fields."""

    site: dict[type[Model], dict[Key, dict[str, Any]]]
    entries: dict[str, Entry]
    #: By model, each relation of the file, and where it is.
    relations: dict[type[Model], dict[RelationKey, str]]
    problems: list[Problem]
    #: By what they are known, the rows that have a problem; of an entry, also in its parts.
    wrong: dict[type[Model], set[str]]

    def existing(self, model: type[Model]) -> set[str]:
        """Return what the rows of a model are known by, sound or not."""
        rows = self.entries if model is Term else (key[0] for key in self.site[model])
        return {*rows, *self.wrong[model]}


def read_fixture(path: Path) -> Contents:
    """Return the checked contents of ``path``. Raises ExchangeError where it is no fixture at all;
    whatever is wrong with single rows is among the problems."""
    data = read_json(path)
    if not isinstance(data, list):
        raise ExchangeError(
            f"{path} is not a fixture: expected a list of objects, as export_glossary writes it."
        )
    return _Reader().read(data)


class _Reader:
    def __init__(self) -> None:
        wrong: dict[type[Model], set[str]] = {model: set() for model in _ORDER}
        self.contents = Contents(
            {model: {} for model in SITE}, {}, {model: {} for model in RELATIONS}, [], wrong
        )
        self.seen: set[tuple[Any, ...]] = set()

    def read(self, data: list[Any]) -> Contents:
        """Take the rows among ``data``, what is referred to before what refers to it."""
        problems = self.contents.problems
        numbered = takewhile(lambda _item: len(problems) < _MAX_PROBLEMS, enumerate(data, 1))
        found = filter(None, (self._row(number, item) for number, item in numbered))
        rows = sorted(found, key=lambda row: _ORDER.index(row.model))
        for row in takewhile(lambda _row: len(problems) < _MAX_PROBLEMS, rows):
            self._take(row)
        if len(problems) >= _MAX_PROBLEMS:
            self._problem("the rest of the file", "was not looked at: too much is wrong.")
        for entry in self.contents.entries.values():
            # As ``parts_of`` orders them.
            entry.related_rows[label(Application)].sort(key=itemgetter("position"))
            entry.related_rows[label(NameExclusion)].sort(key=itemgetter("text"))
            entry.related_rows[label(Redirect)].sort(key=itemgetter("slug"))
        return self.contents

    def _row(self, number: int, item: Any) -> Row | None:
        where = f"object {number}"
        match item:
            case {"model": str(name), "fields": dict(fields)}:
                model = _MODELS.get(name.lower())
            case _:
                self._problem(where, "is not of the form {“model”: …, “fields”: {…}}.")
                return None
        if model is None:
            if not _is_derived(name.lower()):
                self._problem(where, f"“{cut(name)}” is not part of a glossary; remove it.")
            return None
        if extra := item.keys() - {"model", "pk", "fields"}:
            self._problem(where, f"{listed(extra)}: only “model” and “fields” are known here.")
        return Row(number, model, fields)

    def _take(self, row: Row) -> None:
        """Check a row and put it where it belongs."""
        where = where_of(row)
        before = len(self.contents.problems)
        extra = row.given.keys() - set(FIELDS[row.model]) - _DERIVED_FIELDS
        if extra:
            self._problem(where, f"{listed(extra)}: there is no such field.")
        fields = self._checked(where, row)
        if row.model is Term:
            self._take_entry(where, fields)
        if len(self.contents.problems) == before:
            if row.model in RELATED:
                self._take_part(where, row.model, fields)
            elif row.model in RELATIONS:
                self._add_relation(where, row.model, fields)
            elif row.model in SITE:
                self._take_site_row(where, row.model, fields)
        if len(self.contents.problems) > before and (key := known_by(row)):
            self.contents.wrong[row.model if row.model in SITE else Term].add(key)

    def _checked(self, where: str, row: Row) -> dict[str, Any]:
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

    def _take_entry(self, where: str, fields: dict[str, Any]) -> None:
        """Also with a problem: what refers to the entry is to find it."""
        slug = fields.get("slug")
        if slug and self._is_first(where, Term, slug):
            self.contents.entries[slug] = Entry(slug, where, fields)
            if fields.get("replaced_by") == [slug]:
                self._problem(where, "replaced_by: an entry cannot replace itself.")

    def _take_part(self, where: str, model: type[Model], fields: dict[str, Any]) -> None:
        slug = fields.pop(RELATED[model])[0]
        if model is TermTag:
            fields["tag"] = [fold(fields["tag"][0])]
        identity = [str(fields[name]) for name in IDENTITY[model]]
        if self._has_entry(where, slug) and self._is_first(where, model, slug, *identity):
            self.contents.entries[slug].related_rows[label(model)].append(fields)

    def _add_relation(self, where: str, model: type[Model], fields: dict[str, Any]) -> None:
        relation = (fields["term"][0], fields[RELATIONS[model]], fields["target"][0])
        if relation[0] == relation[2]:
            self._problem(where, f"target: {_TO_ITSELF[model]}")
        elif self._has_entry(where, relation[0]) and self._is_first(where, model, *relation):
            self.contents.relations[model][relation] = where

    def _take_site_row(self, where: str, model: type[Model], fields: dict[str, Any]) -> None:
        key = site_key(model, fields)
        if len(key[0]) > _MAX_KEY:
            self._problem(where, "name: is too long once its ligatures are spelled out.")
        elif self._is_first(where, model, *key):
            self.contents.site[model][key] = fields

    def _has_entry(self, where: str, slug: str) -> bool:
        if slug in self.contents.entries:
            return True
        if slug not in self.contents.wrong[Term]:
            self._problem(where, "the entry it belongs to is not in the file.")
        return False

    def _is_first(self, where: str, *identity: Any) -> bool:
        if identity in self.seen:
            self._problem(where, "stands in the file twice; remove one of the two.")
            return False
        self.seen.add(identity)
        return True

    def _problem(self, where: str, what: str) -> None:
        self.contents.problems.append(Problem(where, what))


def _is_derived(name: str) -> bool:
    """Whether ``name`` is a model of ours that is not authored: ``dumpdata`` writes it, and it is
    derived or counted here again."""
    app, _, model = name.partition(".")
    return app == Term._meta.app_label and model in apps.all_models[app]
