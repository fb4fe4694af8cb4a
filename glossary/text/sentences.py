"""The one sentence splitter, and the sentence and words around a mention."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from glossary.text.tokens import TOKEN

_END = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[^a-z\s])|[。！？।]['\"”’」』）]*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|etc|al|fig|no|dr|mr|ms|prof|[A-Z]))\.\s+$", re.I
)
#: Separates blocks: no name and no sentence crosses it.
BREAK = "\n"
#: A longer sentence is cut at a word, on each side of the mention.
_MAX_SIDE = 200
#: The words on each side that identify a mention, within so many characters.
_CONTEXT_WORDS = 4
_CONTEXT_LENGTH = 120
_MAX_SEARCH = 200


def sentence(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the sentence of ``text`` around ``start:end``, and the index of the mention in it."""
    first, last = _bounds(text, start, end)
    before, after = _cut_before(text[first:start].lstrip()), _cut_after(text[end:last].rstrip())
    return f"{before}{text[start:end]}{after}", len(before)


def context(text: str, start: int, end: int) -> str:
    """Return the words around ``start:end`` in its sentence, by which a mention is recognized after
    later edits."""
    first, last = _bounds(text, start, end)
    before = TOKEN.findall(text, max(first, start - _CONTEXT_LENGTH), start)[-_CONTEXT_WORDS:]
    after = TOKEN.findall(text, end, min(last, end + _CONTEXT_LENGTH))[:_CONTEXT_WORDS]
    return " | ".join([" ".join(before)[-80:], text[start:end][:30], " ".join(after)[:80]])


def sentence_ends(text: str) -> list[int]:
    """Return the positions in ``text`` at which a sentence has ended and the next one begins."""
    return _stops(text).ends


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around ``start:end`` begins and ends."""
    first, last = _block(text, start, end)
    stops = _stops(text)
    before = bisect_right(stops.ends, start) - 1
    if before >= 0 and stops.starts[before] >= first:
        first = stops.ends[before]
    # Look only behind the mention: its own last word is no abbreviation.
    for stop in _END.finditer(text, end, min(last, end + _MAX_SEARCH)):
        if not _ABBREVIATION.search(text, max(end, stop.start() - 6), stop.end()):
            return first, stop.end()
    after = bisect_left(stops.starts, end + 6)
    return first, min(last, stops.ends[after]) if after < len(stops.ends) else last


class _Stops(NamedTuple):
    """Where the marks that end sentences begin and end, in order."""

    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=4)
def _stops(text: str) -> _Stops:
    """Return the ends of all sentences of ``text``. Cached: needed for each of its mentions."""
    stops = _Stops([], [])
    for stop in _END.finditer(text):
        start = max(stops.ends[-1] if stops.ends else 0, stop.start() - 6)
        if not _ABBREVIATION.search(text, start, stop.end()):
            stops.starts.append(stop.start())
            stops.ends.append(stop.end())
    return stops


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    last = text.find(BREAK, end)
    return text.rfind(BREAK, 0, start) + 1, len(text) if last < 0 else last


def _cut_before(text: str) -> str:
    if len(text) <= _MAX_SIDE:
        return text
    cut = text[-_MAX_SIDE:]
    return f"… {cut.partition(' ')[2] or cut}"


def _cut_after(text: str) -> str:
    if len(text) <= _MAX_SIDE:
        return text
    cut = text[:_MAX_SIDE]
    return f"{cut.rpartition(' ')[0] or cut} …"
