"""The forms in which an English text writes a name: plural and singular, possessive, and a compound
with hyphen, with space or closed. Irregular forms are aliases, which editors write."""

import re
import unicodedata

_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}$")
_VOWELS = "aeiou"
_COMPOUND = re.compile(r"(\w+)([- ])(\w+)")
#: Endings in s that are no plural: class, bus, analysis, bias, chaos.
_SINGULAR_S = re.compile(r"(?:ss|us|is|as|os|ics|ops|kubernetes)$")
_UNCOUNTED = re.compile(r"(?:ics|ops|ness|data|ware|kubernetes)$")
_SIBILANT = re.compile(r"(?:[sxz]|[cs]h)$")
_PLURAL_SIBILANT = re.compile(r"(?:(?:ss|x|zz|ch|sh)es)$")


def forms(name: str) -> list[str]:
    """Return the generated forms of ``name``, without itself: ``"fine-tuning"`` → fine-tunings,
    fine-tuning's, fine tuning, fine tunings, finetuning, finetunings. Only a name whose last word
    is of two or more Latin letters has any."""
    text = unicodedata.normalize("NFC", name.strip())
    last = re.split(r"[\s\-/]", text)[-1]
    if not _LATIN_WORD.match(last):
        return []
    number = plural(last) or singular(last)
    found = [_other(text, last, number), f"{text}'s"]
    for joined in _joinings(text):
        found += [joined, _other(joined, last, number)]
    return [form for form in dict.fromkeys(found) if form and len(form) <= 200]


def _other(text: str, last: str, number: str) -> str:
    return text.removesuffix(last) + number if number else ""


def _joinings(text: str) -> list[str]:
    """The same compound with hyphen, with space, closed. Only of two words: who joins three?"""
    if not (compound := _COMPOUND.fullmatch(text)):
        return []
    first, joint, last = compound.groups()
    if not _LATIN_WORD.match(last) or not first.isalpha() or first.isupper() or last.isupper():
        return []
    other = f"{first}{' ' if joint == '-' else '-'}{last}"
    return [other, f"{first}{last}"]


def plural(word: str) -> str:
    """Return the regular plural of ``word``; nothing where it seems to be one already."""
    lower = word.lower()
    if word.isupper() or (len(word) > 2 and word[:-1].isupper()):
        return "" if word.endswith("s") else f"{word}s"
    if singular(word) or _UNCOUNTED.search(lower):
        return ""
    if lower.endswith("y") and lower[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    if lower.endswith("sis"):
        return f"{word[:-2]}es"
    return f"{word}es" if _SIBILANT.search(lower) else f"{word}s"


def singular(word: str) -> str:
    """Return what ``word`` is the regular plural of; nothing where it seems to be none."""
    lower = word.lower()
    if len(word) < 4 or not lower.endswith("s") or word.isupper():
        return ""
    if lower.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else ""
    if _PLURAL_SIBILANT.search(lower):
        return word[:-2]
    return "" if _SINGULAR_S.search(lower) else word[:-1]
