"""Values in batches."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def chunks(values: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Yield ``values`` in lists that fit into one query."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
