"""Rendered HTML as plain text: for search, feeds, descriptions and the length of a reading."""

import html
import re

import nh3

#: Control characters and noncharacters, which HTML and XML 1.0 forbid, and lone surrogates.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Examples, and titles, whose capitals mean nothing.
_NO_PROSE = {"pre", "code", "kbd", "samp", "h2", "h3", "h4", "h5", "h6"}
_BLOCK_END = re.compile(r"</(?:p|li|h\d|td|th|tr|pre|blockquote)>|<br ?/?>|<hr ?/?>")


def plain(rendered: str) -> str:
    """Return the words of safe HTML, in order, blocks separated by one space."""
    spaced = _BLOCK_END.sub(" ", rendered)
    return " ".join(html.unescape(nh3.clean(spaced, tags=set())).split())


def prose(rendered: str) -> list[str]:
    """Return the blocks of safe HTML as plain text, without code and headings."""
    separated = _BLOCK_END.sub("\\g<0>\n", rendered.replace("\n", " "))
    text = nh3.clean(separated, tags=set(), clean_content_tags=_NO_PROSE)
    blocks = (" ".join(line.split()) for line in html.unescape(text).split("\n"))
    return [block for block in blocks if block]


def reading_minutes(text: str) -> int:
    """Return the minutes a reader needs for plain ``text``, at 230 words (or 500 Han, kana or
    Hangul characters) a minute; at least 1."""
    unsegmented = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
    return max(1, round(len(text.split()) / 230 + unsegmented / 500))


def clean_input(text: str, max_length: int | None = None) -> str:
    """Return a text from a request as one line of at most ``max_length`` characters: without NUL,
    which PostgreSQL refuses, and other characters that no page can hold, with single spaces."""
    # Cut first: what is sent may be long.
    cut = text if max_length is None else text[: 2 * max_length]
    return " ".join(UNPRINTABLE.sub(" ", cut).split())[:max_length].rstrip()


def printable(text: str) -> str:
    """Return ``text`` with U+FFFD for every character that HTML or XML cannot hold."""
    return UNPRINTABLE.sub("\ufffd", text)
