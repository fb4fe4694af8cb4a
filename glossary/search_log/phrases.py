"""Finds phrases in entries that may be terms: capitalized phrases and abbreviations.

It works for scripts with capitals (Latin, Greek, Cyrillic …).
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS

from glossary.models import PhraseCandidate
from glossary.rendered_term import RenderedTerm
from glossary.text.normalize import fold, name_key
from glossary.text.plain import prose
from glossary.text.stopwords import STOPWORDS

_MAX_PHRASES = 20
_MAX_WORDS = 6
_MAX_SENTENCE = 300
# Where a sentence ends: not within “3.5” or “e.g. this”.
_SENTENCE = re.compile(r"(?<=[.!?…;])[\"'”’»)\]]*\s+(?=[\"'“‘«([]*[^\W\d_a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’&.-](?=[^\W_])[^\W_]+)*")
# What may be between two words of a phrase. Connecting words only in texts with few capitals.
_SPACE = re.compile(r"\s")
_CONNECTOR = re.compile(r"\s(?:(?:of|of the|for|from|as a|de|de la|du|des|van|von)\s)?")
# After these a word is capitalized anyway, as at the beginning of a sentence.
_OPENING = re.compile(r"[:“\"«•*|–—]\s*$")
_PART = re.compile(r"\W")
_POSSESSIVE = re.compile(r"['’]s?$")
# Up to 39. Beyond that, CD and ML are more likely abbreviations.
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ABBREVIATION = re.compile(r"[^\W\d_](?:[\d&.-]*[^\W\d_]){1,5}(?:-?\d{1,4})?")
#: A text with a larger share of capitalized words is in a language that capitalizes nouns.
_MAX_CAPITALIZED = 0.25


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is first written in the text, with its sentence."""

    text: str
    sentence: str


@dataclass
class _Word:
    """A word, its position, and its kind of capitals."""

    text: str
    start: int
    end: int
    is_first: bool
    is_abbreviation: bool = False
    #: Such as PyTorch, eBPF, LoRA.
    is_mixed: bool = False
    is_capital: bool = False


def phrases(blocks: Iterable[str]) -> list[Phrase]:
    """Return at most 20 phrases of a text, given as plain ``blocks`` without its code, each once
    however it is written: the most frequent first, then in the order of the text."""
    sentences = [sentence for block in blocks for sentence in _SENTENCE.split(block)]
    parsed = [
        (sentence, _words(sentence)) for sentence in sentences if not _is_in_capitals(sentence)
    ]
    has_few_capitals = _has_few_capitals([word for _, words in parsed for word in words])
    found: dict[str, Phrase] = {}
    times: dict[str, int] = {}
    for sentence, words in parsed:
        for start, text in _phrases_in(sentence, words, has_few_capitals):
            key = name_key(text)
            times[key] = times.get(key, 0) + 1
            if key not in found:
                found[key] = Phrase(text, _excerpt(sentence, start, len(text)))
    ranked = sorted(found, key=lambda key: -times[key])
    return [found[key] for key in ranked[:_MAX_PHRASES]]


def _words(sentence: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(sentence):
        start, end = match.span()
        is_first = not found or bool(_OPENING.search(sentence[max(0, start - 3) : start]))
        word = _Word(match[0], start, end, is_first)
        if word.text != word.text.lower():
            _classify(word)
        found.append(word)
    return found


def _classify(word: _Word) -> None:
    """Set the kind of capitals of a word, and remove its ending."""
    text = _POSSESSIVE.sub("", word.text)
    if text[-1] == "s" and text[:-1].isupper() and len(text) > 2:
        text = text[:-1]
    word.text = text
    if _ROMAN.fullmatch(text):
        return
    word.is_abbreviation = text.isupper() and bool(_ABBREVIATION.fullmatch(text))
    word.is_mixed = not any(c.isdigit() for c in text) and any(
        part[1:] != part[1:].lower() and not part.isupper() for part in _PART.split(text)
    )
    is_capitalized = text[0].isupper() and fold(text) not in _calendar(settings.LANGUAGE_CODE)
    word.is_capital = word.is_mixed or word.is_abbreviation or is_capitalized


def _is_in_capitals(sentence: str) -> bool:
    """Return whether most of a sentence is in capitals. One or two abbreviations do not count."""
    written = [word for word in sentence.split() if word.upper() != word.lower()]
    capital = sum(word.isupper() for word in written)
    return len(written) > 2 and capital > 0.75 * len(written)


def _has_few_capitals(words: list[_Word]) -> bool:
    inner = [word for word in words if not word.is_first and word.text[0].isalpha()]
    capital = [word for word in inner if word.is_capital and not word.is_abbreviation]
    return len(capital) <= max(_MAX_CAPITALIZED * len(inner), 3)


def _phrases_in(
    sentence: str, words: list[_Word], has_few_capitals: bool
) -> Iterator[tuple[int, str]]:
    """Yield where each phrase of a sentence begins, and its text."""
    for run in _runs(sentence, words, _CONNECTOR if has_few_capitals else _SPACE):
        if all(word.is_abbreviation for word in run):
            yield from ((word.start, word.text) for word in run)
            continue
        if run[0].is_first and not run[0].is_mixed and not run[0].is_abbreviation:
            run = run[1:] if _is_article(run[0].text) else []
        if not run or len(run) > _MAX_WORDS:
            continue
        word, last = run[0], run[-1]
        is_certain = len(run) > 1 or word.is_abbreviation or word.is_mixed
        if is_certain or (has_few_capitals and not _is_article(word.text)):
            yield word.start, sentence[word.start : last.start] + last.text


def _is_article(word: str) -> bool:
    """Return whether ``word`` is an article or another short word."""
    return len(word) < 4 or fold(word) in STOPWORDS


def _runs(sentence: str, words: list[_Word], connector: re.Pattern[str]) -> Iterator[list[_Word]]:
    """Yield the longest runs of capitalized words with nothing but ``connector`` between them."""
    run: list[_Word] = []
    for word in words:
        if not word.is_capital:
            continue
        between = sentence[run[-1].end : word.start] if run else ""
        if run and (word.is_first or not connector.fullmatch(between)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _excerpt(sentence: str, start: int, length: int) -> str:
    """Return the sentence, or the part of a long one around the phrase."""
    if len(sentence) <= _MAX_SENTENCE:
        return sentence
    begin = max(0, min(start - _MAX_SENTENCE // 2, len(sentence) - _MAX_SENTENCE))
    end = max(begin + _MAX_SENTENCE, start + length)
    head = "…" if begin else ""
    return f"{head}{sentence[begin:end].strip()}{'…' if end < len(sentence) else ''}"


@lru_cache(maxsize=1)
def _calendar(language: str) -> frozenset[str]:
    """Months and days, folded, in English and in ``language``."""
    names = {*month_name, *day_name}
    with translation.override(language):
        for each in (MONTHS, MONTHS_ALT, WEEKDAYS):
            names |= {str(name) for name in each.values()}
    return frozenset(map(fold, names))


def replace_phrases(ids: Sequence[int], terms: Iterable[RenderedTerm]) -> None:
    """Replace the phrases of ``ids`` by those of ``terms``."""
    PhraseCandidate.objects.filter(term_id__in=ids).delete()
    PhraseCandidate.objects.bulk_create(row for term in terms for row in _phrases_of(term))


def _phrases_of(rendered: RenderedTerm) -> Iterator[PhraseCandidate]:
    blocks = (block for text in rendered.html for block in prose(text))
    for phrase in phrases(blocks):
        key = name_key(phrase.text)[:200]
        yield PhraseCandidate(
            term=rendered.term, key=key, text=phrase.text[:200], sentence=phrase.sentence
        )
