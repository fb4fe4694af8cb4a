"""Pages as tests compare them: whitespace beside tags does not matter."""

import re
from typing import Protocol


class _Response(Protocol):
    content: bytes


def compact(html: str) -> str:
    """Return ``html`` without whitespace beside tags, and with single spaces elsewhere."""
    without_runs = re.sub(r"\s+", " ", html)
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", without_runs)


class Html(str):
    """A compact page; what is looked for in it is compacted, too."""

    __slots__ = ()

    def __new__(cls, html: str) -> "Html":
        return super().__new__(cls, compact(html))

    def __eq__(self, other: object) -> bool:
        return super().__eq__(compact(other) if isinstance(other, str) else other)

    def __hash__(self) -> int:
        return super().__hash__()

    def __contains__(self, part: object) -> bool:
        return super().__contains__(compact(part) if isinstance(part, str) else part)  # type: ignore[operator]


def html_of(response: _Response) -> Html:
    """Return the page of ``response``."""
    return Html(response.content.decode())
