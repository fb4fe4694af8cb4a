"""The forms in which an English text mentions a name: plural, possessive, and a compound with
hyphen, with space or closed. Editors write other forms as aliases.

The singular of a name is never guessed: most names in s (bias, Kubernetes) are no plural.
"""

import re
import unicodedata

from inflection import pluralize

_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}$")
_COMPOUND = re.compile(r"(\w+)([- ])(\w+)")
_UNCOUNTED = re.compile(r"(?:ness|ware)$", re.IGNORECASE)
#: Singular words that the library takes for plurals: bias, chaos, corpus.
_SINGULAR_S = re.compile(r"(?:as|[^p]os|us)$", re.IGNORECASE)


def forms(name: str) -> list[str]:
    """Return the generated forms of ``name``, without itself: ``"fine-tuning"`` → fine-tunings,
    fine-tuning's, fine tuning, fine tunings, finetuning, finetunings. Only a name whose last word
    has two or more Latin letters has any."""
    text = unicodedata.normalize("NFC", name.strip())
    last = re.split(r"[\s\-/]", text)[-1]
    if not _LATIN_WORD.match(last):
        return []
    found = [_plural_of(text, last), f"{text}'s"]
    for compound in _compounds(text):
        found += [compound, _plural_of(compound, last)]
    return [form for form in dict.fromkeys(found) if form and len(form) <= 200]


def _plural_of(text: str, last: str) -> str:
    last_plural = plural(last)
    return text.removesuffix(last) + last_plural if last_plural else ""


def _compounds(text: str) -> list[str]:
    """Return a compound of two words with the other joint, and closed."""
    if not (compound := _COMPOUND.fullmatch(text)):
        return []
    first, joint, last = compound.groups()
    if not _LATIN_WORD.match(last) or not first.isalpha() or first.isupper() or last.isupper():
        return []
    return [f"{first}{' ' if joint == '-' else '-'}{last}", f"{first}{last}"]


def plural(word: str) -> str:
    """Return the plural of ``word``, or nothing if it is a plural already or has none."""
    if word.isupper() or (len(word) > 2 and word[:-1].isupper()):
        return "" if word.endswith("s") else f"{word}s"
    if _UNCOUNTED.search(word):
        return ""
    found = pluralize(word)
    if found == word:
        return f"{word}es" if _SINGULAR_S.search(word) else ""
    return found
