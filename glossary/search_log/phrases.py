"""Capitalised phrases and abbreviations of a text: what it speaks of by a name of its own. For
scripts with capitals (Latin, Greek, Cyrillic …); others have none to be found by."""

import re
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS

from glossary.text.normalize import fold, name_key
from glossary.text.stopwords import STOPWORDS

_MAX_PHRASES = 20
_MAX_WORDS = 6
_MAX_SENTENCE = 300
# Where a sentence ends: not within “3.5” or “e.g. this”.
_SENTENCE = re.compile(r"(?<=[.!?…;])[\"'”’»)\]]*\s+(?=[\"'“‘«([]*[^\W\d_a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’&.-](?=[^\W_])[^\W_]+)*")
# What may stand between two words of one phrase; the ties only where capitals are rare.
_SPACE = re.compile(r"\s")
_TIE = re.compile(r"\s(?:(?:of|of the|for|from|as a|de|de la|du|des|van|von)\s)?")
# Behind these a capital is no more telling than at the beginning of a sentence.
_OPENING = re.compile(r"[:“\"«•*|–—]\s*$")
_PART = re.compile(r"\W")
_POSSESSIVE = re.compile(r"['’]s?$")
# Up to 39: beyond, CD and ML are rather abbreviations.
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ABBREVIATION = re.compile(r"[^\W\d_](?:[\d&.-]*[^\W\d_]){1,5}(?:-?\d{1,4})?")
#: A language that writes more of its words so says nothing by it: German does with each noun.
_CAPITALISED = 0.25


@dataclass(frozen=True)
class Phrase:
    """A phrase as the text writes it first, and the sentence around it."""

    text: str
    sentence: str


@dataclass
class _Word:
    """A word, where it stands, and what its capitals say."""

    text: str
    start: int
    end: int
    is_first: bool
    is_abbreviation: bool = False
    #: PyTorch, eBPF, LoRA: capitals that no beginning of a sentence explains.
    is_mixed: bool = False
    is_capital: bool = False


def phrases(blocks: Iterable[str]) -> list[Phrase]:
    """Return at most 20 phrases of a text, given as plain ``blocks`` without its code, each once
    however it is written: the most frequent first, then in the order of the text."""
    sentences = [sentence for block in blocks for sentence in _SENTENCE.split(block)]
    parsed = [(sentence, _words(sentence)) for sentence in sentences if not _shouts(sentence)]
    is_sparing = _spares([word for _, words in parsed for word in words])
    found: dict[str, Phrase] = {}
    times: dict[str, int] = {}
    for sentence, words in parsed:
        for start, text in _named(sentence, words, is_sparing):
            key = name_key(text)
            times[key] = times.get(key, 0) + 1
            if key not in found:
                found[key] = Phrase(text, _around(sentence, start, len(text)))
    ranked = sorted(found, key=lambda key: -times[key])
    return [found[key] for key in ranked[:_MAX_PHRASES]]


def _words(sentence: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(sentence):
        start, end = match.span()
        is_first = not found or bool(_OPENING.search(sentence[max(0, start - 3) : start]))
        word = _Word(match[0], start, end, is_first)
        if word.text != word.text.lower():
            _look(word)
        found.append(word)
    return found


def _look(word: _Word) -> None:
    """Note what the capitals of a word say, which is then named without its ending."""
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
    is_named = text[0].isupper() and fold(text) not in _calendar(settings.LANGUAGE_CODE)
    word.is_capital = word.is_mixed or word.is_abbreviation or is_named


def _shouts(sentence: str) -> bool:
    """A sentence in capitals, a word or two aside; not one that is but an abbreviation or two."""
    written = [word for word in sentence.split() if word.upper() != word.lower()]
    capital = sum(word.isupper() for word in written)
    return len(written) > 2 and capital > 0.75 * len(written)


def _spares(words: list[_Word]) -> bool:
    inner = [word for word in words if not word.is_first and word.text[0].isalpha()]
    capital = [word for word in inner if word.is_capital and not word.is_abbreviation]
    return len(capital) <= max(_CAPITALISED * len(inner), 3)


def _named(sentence: str, words: list[_Word], is_sparing: bool) -> Iterator[tuple[int, str]]:
    """Yield where each phrase of a sentence begins, and its text."""
    for run in _runs(sentence, words, _TIE if is_sparing else _SPACE):
        if all(word.is_abbreviation for word in run):
            yield from ((word.start, word.text) for word in run)
            continue
        if run[0].is_first and not run[0].is_mixed and not run[0].is_abbreviation:
            run = run[1:] if _is_article(run[0].text) else []
        if not run or len(run) > _MAX_WORDS:
            continue
        word, last = run[0], run[-1]
        tells = len(run) > 1 or word.is_abbreviation or word.is_mixed
        if tells or (is_sparing and not _is_article(word.text)):
            yield word.start, sentence[word.start : last.start] + last.text


def _is_article(word: str) -> bool:
    """Or another small word, in any language: capital only where a sentence begins."""
    return len(word) < 4 or fold(word) in STOPWORDS


def _runs(sentence: str, words: list[_Word], tie: re.Pattern[str]) -> Iterator[list[_Word]]:
    """Yield the longest rows of capitalised words with nothing but ``tie`` between them."""
    run: list[_Word] = []
    for word in words:
        if not word.is_capital:
            continue
        between = sentence[run[-1].end : word.start] if run else ""
        if run and (word.is_first or not tie.fullmatch(between)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _around(sentence: str, start: int, length: int) -> str:
    """The sentence, or of a long one what stands around the phrase."""
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
