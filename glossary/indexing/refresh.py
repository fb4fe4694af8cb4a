"""Rebuilds names and search rows of entries, and raises the edition."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from glossary.models import Alias, Edition, Name, StaleTerm, Term
from glossary.search import store
from glossary.text.collation import initial, name_key, slugify_name, sort_key

_CHUNK = 500


def refresh_stale() -> None:
    """Rebuild whatever is marked stale. Nothing happens where nothing is."""
    with transaction.atomic():
        marks = dict(StaleTerm.objects.values_list("pk", "term_id"))
        ids = sorted(set(marks.values()))
        for start in range(0, len(ids), _CHUNK):
            _rebuild(ids[start : start + _CHUNK])
        StaleTerm.objects.filter(pk__in=marks).delete()
        if marks:
            raise_edition()


def reindex() -> int:
    """Rebuild every derived row from nothing, in one transaction. Returns the entries indexed."""
    total = 0
    with transaction.atomic():
        Name.objects.all().delete()
        store.clear()
        ids = Term.objects.order_by("pk").values_list("pk", flat=True).iterator()
        while chunk := list(islice(ids, _CHUNK)):
            _rebuild(chunk)
            total += len(chunk)
        StaleTerm.objects.all().delete()
        raise_edition()
    return total


def raise_edition() -> None:
    """Count one more committed change to something public."""
    now = timezone.now()
    if not Edition.objects.filter(pk=1).update(number=F("number") + 1, changed_at=now):
        Edition.objects.get_or_create(pk=1, defaults={"number": 1, "changed_at": now})


def _rebuild(ids: Sequence[int]) -> None:
    """Replace the derived rows of ``ids``; ids of deleted entries only lose theirs."""
    terms = Term.objects.filter(pk__in=ids).prefetch_related("aliases", "applications", "tags")
    found = list(terms)
    Name.objects.filter(term_id__in=ids).delete()
    Name.objects.bulk_create(name for term in found for name in names_of(term))
    store.replace(ids, found)


def names_of(term: Term) -> Iterable[Name]:
    """Yield the unsaved ``Name`` rows of an entry: its headword and its aliases."""
    yield _name(term, term.name, Name.Kind.HEADWORD, term.sort_key)
    for alias in term.aliases.all():
        hidden = alias.kind == Alias.Kind.MISSPELLING
        kind = Name.Kind.HIDDEN if hidden else Name.Kind.ALIAS
        yield _name(term, alias.text, kind, sort_key(alias.text))


def _name(term: Term, text: str, kind: Name.Kind, key: str) -> Name:
    return Name(
        term=term,
        text=text,
        kind=kind,
        key=name_key(text)[:200],
        slug=slugify_name(text),
        sort_key=key,
        initial=initial(key),
        status=term.status,
        publish_at=term.publish_at,
        level=term.level,
        category_id=term.category_id,
    )
