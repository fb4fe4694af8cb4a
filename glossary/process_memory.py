"""What this process remembers of one edition of the glossary. Never invalidated, only outgrown."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from glossary.models import Edition

T = TypeVar("T")


class Memory:
    """The memory of the present edition; one query where the caller does not know it. What is in it
    is a minute old at most: the clock publishes entries without raising the edition."""

    def __init__(self, edition: int | None = None) -> None:
        if edition is None:
            edition = Edition.objects.values_list("number", flat=True).first() or 0
        self.edition = edition

    def of(self, key: str, make: Callable[[], T]) -> T:
        """Return what ``make`` returned for ``key`` in this edition; call it if it is not known."""
        known: T | None = caches["memory"].get(key, version=self.edition)
        if known is None:
            known = make()
            caches["memory"].set(key, known, version=self.edition)
        return known
