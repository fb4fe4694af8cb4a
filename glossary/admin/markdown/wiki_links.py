"""What editors link by hand, ``[[name]]``: refused where no entry has the name."""

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

_NEAREST = 3
_SPELLINGS = 50
_BEGINNING = 4
_CANDIDATES = 200


def refuse_unknown(text: str) -> None:
    """Raise ValidationError, a sentence for each, where ``text`` refers to a name of no entry."""
    if unknown := unknown_references([text]):
        raise ValidationError([_sentence(name) for name in unknown], code="reference")


def not_public(texts: Iterable[str]) -> list[str]:
    """Return the names to which ``texts`` refer by hand and that no public entry has, each once:
    readers see the words only."""
    text = Linker.of([render_block_with_placeholders(text) for text in texts], base())
    if not text.references:
        return []
    found = look_up([text]).references
    return sorted(name for name in text.references if not found.get(name))


def nearest(name: str) -> list[str]:
    """Return the few names, as editors wrote them, that are most like ``name``."""
    key = name_key(name)[:200]
    words = key.split()
    choices = ([word, *(one.word for one in similar_words(word)[:3])] for word in words)
    variants = {" ".join(chosen) for chosen in islice(product(*choices), _SPELLINGS)}
    names = Name.objects.order_by("key", "kind")
    like = [
        *names.filter(Q(key__in=variants), listed=True)[:_CANDIDATES],
        *names.beginning(key[:_BEGINNING]).filter(listed=True)[:_CANDIDATES],
    ]
    texts = {row.key: row.text for row in reversed(like)}
    return [texts[close] for close in get_close_matches(key, texts, _NEAREST)]


def _sentence(name: str) -> str:
    found = nearest(name)
    if not found:
        return gettext("No entry is called “%(name)s”.") % {"name": name}
    names = ", ".join(f"“{near}”" for near in found)
    return gettext("No entry is called “%(name)s”. Nearest: %(names)s.") % {
        "name": name,
        "names": names,
    }
