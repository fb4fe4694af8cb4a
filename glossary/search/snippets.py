"""Where in a plain text the words of a question stand, and the passage around them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossary.text.sentences import sentence_ends
from glossary.text.tokens import TOKEN

_LENGTH = 240
#: What is but little longer is not cut.
_LONG = 360
#: How far before the first word found a sentence may begin to be shown from its beginning.
_LEAD = 90

#: Makes of a word its tokens, each as all that it may be compared by.
Tokens = Callable[[str], Sequence[Sequence[str]]]


@dataclass(frozen=True)
class MissingTerm:
    """One thing looked for, in any of its ``ways``: tokens that stand next to one another. The last
    one of the first way may be only the beginning of a word where ``begun`` is set."""

    ways: tuple[tuple[str, ...], ...]
    begun: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a passage, and whether it is what was asked for."""

    text: str
    is_marked: bool = False


def spans(text: str, wanted: Sequence[MissingTerm], tokens: Tokens) -> list[tuple[int, int, int]]:
    """Return where in ``text`` each of ``wanted`` stands, in order, as start, end and its place in
    ``wanted``. ``tokens`` makes the tokens of one word."""
    runs = [
        (token, raw.start(), raw.end()) for raw in TOKEN.finditer(text) for token in tokens(raw[0])
    ]
    by_last: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    begun: list[tuple[str, int, tuple[str, ...]]] = []
    for number, piece in enumerate(wanted):
        for way in piece.ways:
            by_last.setdefault(way[-1], []).append((number, way[:-1]))
        if piece.begun:
            begun.append((piece.begun, number, piece.ways[0][:-1]))
    beginnings = tuple(word for word, *_ in begun)
    found = set()
    for end, (here, _start, last) in enumerate(runs):
        if by_last.keys().isdisjoint(here) and not here[0].startswith(beginnings):
            continue
        ending = [way for token in here for way in by_last.get(token, ())]
        ending += [(number, way) for word, number, way in begun if here[0].startswith(word)]
        for number, before in ending:
            start = end - len(before)
            if start >= 0 and all(
                token in runs[start + step][0] for step, token in enumerate(before)
            ):
                found.add((runs[start][1], last, number))
    return sorted(found)


def standing(text: str, wanted: Sequence[MissingTerm], tokens: Tokens) -> int:
    """Return how many of ``wanted`` stand in ``text``."""
    return len({place for _start, _end, place in spans(text, wanted, tokens)})


def marked(text: str, wanted: Sequence[MissingTerm], tokens: Tokens) -> list[Part]:
    """Return the whole of ``text`` with what is ``wanted`` marked."""
    return _parts(text, 0, len(text), [span[:2] for span in spans(text, wanted, tokens)])


def opening(text: str, wanted: Sequence[MissingTerm], tokens: Tokens) -> list[Part]:
    """Return how ``text`` begins, all where it is not long, with what is ``wanted`` marked."""
    end = _ending(text, 0) if len(text) > _LONG else len(text)
    tail = [Part(" …")] if end < len(text) else []
    return [*_parts(text, 0, end, [span[:2] for span in spans(text, wanted, tokens)]), *tail]


def passage(text: str, wanted: Sequence[MissingTerm], tokens: Tokens) -> list[Part]:
    """Return the passage of ``text`` that has the most of ``wanted``, marked; nothing where the
    text has none of it; all of a text that is not long."""
    found = spans(text, wanted, tokens)
    if not found:
        return []
    if len(text) <= _LONG:
        return _parts(text, 0, len(text), [span[:2] for span in found])

    def worth(span: tuple[int, int, int]) -> tuple[int, int]:
        near = [other for other in found if span[0] <= other[0] < span[0] + _LENGTH - _LEAD]
        return len({other[2] for other in near}), -span[0]

    first = max(found, key=worth)[0]
    start = _beginning(text, first)
    end = _ending(text, start)
    lead = [Part("… ")] if start else []
    tail = [Part(" …")] if end < len(text) else []
    return [*lead, *_parts(text, start, end, [span[:2] for span in found]), *tail]


def _beginning(text: str, first: int) -> int:
    """Where the passage around ``first`` begins: with its sentence, or some words before."""
    ends = sentence_ends(text)
    last = bisect_right(ends, first) - 1
    if last >= 0 and ends[last] >= first - _LEAD:
        return ends[last]
    if first <= _LEAD:
        return 0
    space = text.find(" ", first - _LEAD // 2, first)
    return space + 1 if space >= 0 else max(first - _LEAD // 2, 0)


def _ending(text: str, start: int) -> int:
    if len(text) - start <= _LENGTH:
        return len(text)
    space = text.rfind(" ", start + _LENGTH // 2, start + _LENGTH)
    return space if space >= 0 else start + _LENGTH


def _parts(text: str, start: int, end: int, found: Sequence[tuple[int, ...]]) -> list[Part]:
    parts: list[Part] = []
    here = start
    for first, last in _joined(text, sorted(found)):
        if start <= first < end and last > here:
            parts += [Part(text[here:first]), Part(text[first : min(last, end)], is_marked=True)]
            here = min(last, end)
    return [part for part in [*parts, Part(text[here:end])] if part.text]


def _joined(text: str, found: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """What overlaps, or has but a space between, as one."""
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and (first <= joined[-1][1] or text[joined[-1][1] : first].isspace()):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
