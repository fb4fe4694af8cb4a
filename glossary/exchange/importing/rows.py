"""One row of a file from someone else: what it is known by, and how a sentence names it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model

from glossary.exchange.fixture.schema import IDENTITY, RELATED, RELATIONS, SITE
from glossary.models import NavigationLink, Tag, Term
from glossary.text.normalize import fold

Key = tuple[str, ...]


class Row(NamedTuple):
    """An object of the file; ``given`` is what stands there, unchecked."""

    number: int
    model: type[Model]
    given: dict[str, Any]


def site_key(model: type[Model], fields: dict[str, Any]) -> Key:
    """Return what a site row is known by, here and in the file: of a tag, its folded name."""
    if model is NavigationLink:
        return fields["placement"], fields["label"]
    return (fold(fields["name"]),) if model is Tag else (fields["slug"],)


def known_by(row: Row) -> str:
    """Return what a row of the site is known by, else the slug of its entry, as the file has it."""
    if row.model is Tag:
        return fold(_text_of(row.given.get("name")))
    name = "slug" if row.model in (*SITE, Term) else RELATED.get(row.model, "term")
    return _text_of(row.given.get(name))


def _text_of(value: Any) -> str:
    """Return a text, or what a natural key begins with; of anything else, nothing."""
    match value:
        case str(text) | [str(text), *_]:
            return text
    return ""


def where_of(row: Row) -> str:
    """Name a row so that it can be found: ``entry “ai”, alias “A.I.” (object 12)``."""
    names = []
    if row.model not in SITE and (slug := known_by(row)):
        names.append(f"entry “{cut(slug)}”")
    if row.model is not Term:
        relation = (RELATIONS[row.model], "target") if row.model in RELATIONS else ()
        existing = IDENTITY.get(row.model) or relation
        texts = [_text_of(row.given.get(name)) for name in existing or ("name", "title", "label")]
        names.append(f"{row.model._meta.verbose_name} “{cut(' '.join(filter(None, texts)))}”")
    return f"{', '.join(names) or 'entry'} (object {row.number})"


def listed(names: Iterable[str]) -> str:
    """Return a few names, each cut."""
    return ", ".join(cut(name) for name in sorted(names)[:5])


def cut(text: str, width: int = 60) -> str:
    """Return ``text``, or as much of it as ``width`` holds."""
    return text if len(text) <= width else text[: width - 1] + "…"
