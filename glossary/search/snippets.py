"""Where the terms of a query are in a plain text, and the passage around them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings

from glossary.search.analysis import comparison_forms
from glossary.text.sentences import sentence_ends
from glossary.text.tokens import TOKEN

_LENGTH = 240
#: A text up to this length is not cut.
_MAX_UNCUT = 360
#: A passage begins with a sentence that begins at most so far before the first word found.
_MAX_BEFORE = 90


@dataclass(frozen=True)
class SnippetTerm:
    """Adjacent tokens to mark, in any of the ``alternatives``. The last token of the first one may
    be the beginning of a word if ``is_prefix``."""

    alternatives: tuple[tuple[str, ...], ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class TextSegment:
    """A part of a text, marked if the query has it."""

    text: str
    is_marked: bool = False


class _Span(NamedTuple):
    """Where a term is in a text."""

    start: int
    end: int
    term: int


def count_matches(text: str, terms: Sequence[SnippetTerm]) -> int:
    """Return how many of ``terms`` are in ``text``."""
    return len({span.term for span in _find_spans(text, terms)})


def mark_terms(text: str, terms: Sequence[SnippetTerm]) -> list[TextSegment]:
    """Return all of ``text`` with ``terms`` marked."""
    return _segments(text, 0, len(text), _find_spans(text, terms))


def opening(text: str, terms: Sequence[SnippetTerm]) -> list[TextSegment]:
    """Return the beginning of ``text``, or all of a short text, with ``terms`` marked."""
    end = len(text) if len(text) <= _MAX_UNCUT else _end_of_passage(text, 0)
    tail = [TextSegment(" …")] if end < len(text) else []
    return [*_segments(text, 0, end, _find_spans(text, terms)), *tail]


def best_passage(text: str, terms: Sequence[SnippetTerm]) -> list[TextSegment]:
    """Return the passage of ``text`` with the most of ``terms``, marked; all of a short text.
    Returns nothing if the text has none of them."""
    spans = _find_spans(text, terms)
    if not spans:
        return []
    if len(text) <= _MAX_UNCUT:
        return _segments(text, 0, len(text), spans)

    def worth(span: _Span) -> tuple[int, int]:
        end = span.start + _LENGTH - _MAX_BEFORE
        near = {other.term for other in spans if span.start <= other.start < end}
        return len(near), -span.start

    start = _start_of_passage(text, max(spans, key=worth).start)
    end = _end_of_passage(text, start)
    head = [TextSegment("… ")] if start else []
    tail = [TextSegment(" …")] if end < len(text) else []
    return [*head, *_segments(text, start, end, spans), *tail]


def _find_spans(text: str, terms: Sequence[SnippetTerm]) -> list[_Span]:
    """Return where each of ``terms`` is in ``text``, in order. Alternatives are looked up by their
    last token, because a text has many more words than a query."""
    language = settings.LANGUAGE_CODE
    # Each token with its stem, and where its word begins and ends.
    words = [
        (forms, match.start(), match.end())
        for match in TOKEN.finditer(text)
        for forms in comparison_forms(match[0], language)
    ]
    by_last: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    prefixes: list[tuple[str, int, tuple[str, ...]]] = []
    for index, term in enumerate(terms):
        for *preceding, last in term.alternatives:
            by_last.setdefault(last, []).append((index, tuple(preceding)))
        if term.is_prefix:
            *preceding, last = term.alternatives[0]
            prefixes.append((last, index, tuple(preceding)))
    beginnings = tuple(prefix for prefix, *_ in prefixes)
    spans = set()
    for position, (forms, _start, end) in enumerate(words):
        if by_last.keys().isdisjoint(forms) and not forms[0].startswith(beginnings):
            continue
        ending = [found for form in forms for found in by_last.get(form, ())]
        ending += [
            (index, before) for prefix, index, before in prefixes if forms[0].startswith(prefix)
        ]
        for index, before in ending:
            first = position - len(before)
            if first >= 0 and all(
                token in words[first + offset][0] for offset, token in enumerate(before)
            ):
                spans.add(_Span(words[first][1], end, index))
    return sorted(spans)


def _start_of_passage(text: str, first: int) -> int:
    """Return where the passage around ``first`` begins: with its sentence, or some words before."""
    ends = sentence_ends(text)
    last = bisect_right(ends, first) - 1
    if last >= 0 and ends[last] >= first - _MAX_BEFORE:
        return ends[last]
    if first <= _MAX_BEFORE:
        return 0
    space = text.find(" ", first - _MAX_BEFORE // 2, first)
    return space + 1 if space >= 0 else max(first - _MAX_BEFORE // 2, 0)


def _end_of_passage(text: str, start: int) -> int:
    if len(text) - start <= _LENGTH:
        return len(text)
    space = text.rfind(" ", start + _LENGTH // 2, start + _LENGTH)
    return space if space >= 0 else start + _LENGTH


def _segments(text: str, start: int, end: int, spans: Sequence[_Span]) -> list[TextSegment]:
    segments: list[TextSegment] = []
    position = start
    for first, last in _merge_adjacent(text, spans):
        if start <= first < end and last > position:
            stop = min(last, end)
            segments += [TextSegment(text[position:first]), TextSegment(text[first:stop], True)]
            position = stop
    return [segment for segment in [*segments, TextSegment(text[position:end])] if segment.text]


def _merge_adjacent(text: str, spans: Sequence[_Span]) -> list[tuple[int, int]]:
    """Return spans that overlap, or have only a space between them, as one."""
    merged: list[tuple[int, int]] = []
    for start, end, _term in spans:
        if merged and (start <= merged[-1][1] or text[merged[-1][1] : start].isspace()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
