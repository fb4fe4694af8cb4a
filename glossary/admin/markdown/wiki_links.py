"""Links that editors write as ``[[name]]``: refused where no entry has the name."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice, product

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from glossary.linking.autolink import Linker
from glossary.linking.lookup import base, look_up, unknown_references
from glossary.models import Name
from glossary.search.spelling import similar_words
from glossary.text.markdown import render_block_with_placeholders
from glossary.text.normalize import name_key

_MAX_SUGGESTIONS = 3
_MAX_VARIANTS = 50
_PREFIX_LENGTH = 4
_MAX_CANDIDATES = 200


def refuse_unknown(text: str) -> None:
    """Raise ValidationError with a message for each ``[[name]]`` that no entry has."""
    if unknown := unknown_references([text]):
        raise ValidationError([_message(name) for name in unknown], code="reference")


def not_public(texts: Iterable[str]) -> list[str]:
    """Return the ``[[names]]`` of ``texts`` that no public entry has. Readers see no link there."""
    text = Linker.of([render_block_with_placeholders(text) for text in texts], base())
    if not text.references:
        return []
    found = look_up([text]).references
    return sorted(name for name in text.references if not found.get(name))


def suggestions(name: str) -> list[str]:
    """Return the names, as editors wrote them, that are most similar to ``name``."""
    key = name_key(name)[:200]
    words = key.split()
    choices = ([word, *(one.word for one in similar_words(word)[:3])] for word in words)
    variants = {" ".join(chosen) for chosen in islice(product(*choices), _MAX_VARIANTS)}
    names = Name.objects.order_by("key", "kind")
    similar = [
        *names.filter(Q(key__in=variants), listed=True)[:_MAX_CANDIDATES],
        *names.beginning(key[:_PREFIX_LENGTH]).filter(listed=True)[:_MAX_CANDIDATES],
    ]
    texts = {row.key: row.text for row in reversed(similar)}
    return [texts[close] for close in get_close_matches(key, texts, _MAX_SUGGESTIONS)]


def _message(name: str) -> str:
    found = suggestions(name)
    if not found:
        return gettext("No entry is called “%(name)s”.") % {"name": name}
    names = ", ".join(f"“{near}”" for near in found)
    return gettext("No entry is called “%(name)s”. Did you mean %(names)s?") % {
        "name": name,
        "names": names,
    }
