"""Proposing a free address for a new entry, category, tag or page."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext

from glossary.models import Redirect, Term
from glossary.models.fields import RESERVED_TERM_SLUGS
from glossary.models.term import PUBLIC_STATUSES
from glossary.text.normalize import slugify_name


def propose_slug(model: type[Model], name: str, pk: Any = None, fallback: str = "entry") -> str:
    """Return the address part of ``name`` that no other row of ``model`` has, numbered if need be.

    For an entry, neither an address of the site itself nor one that leads elsewhere.
    """
    base = slugify_name(name) or fallback
    taken = set(_taken(model, base, pk))
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def leads_nowhere_public(slug: str) -> None:
    """Refuse an address that still leads readers to a public entry: taking it ends that."""
    if Redirect.objects.filter(slug=slug, term__status__in=PUBLIC_STATUSES).exists():
        raise ValidationError(
            gettext(
                "This address leads to a public entry: only those who may publish can take it."
            ),
            code="former",
        )


def _taken(model: type[Model], base: str, pk: Any) -> Iterable[str]:
    alike = Q(slug=base) | Q(slug__startswith=f"{base}-")
    yield from model._default_manager.filter(alike).exclude(pk=pk).values_list("slug", flat=True)
    if model is Term:
        yield from RESERVED_TERM_SLUGS
        yield from Redirect.objects.filter(alike).values_list("slug", flat=True)
