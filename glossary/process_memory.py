"""What one process remembers of one edition of the glossary.

Nothing is ever invalidated. When the edition changes, or the next scheduled entry is due, all that
was remembered is dropped.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from django.core.cache import caches
from django.utils import timezone

from glossary.models import Edition, Term

T = TypeVar("T")


class EditionCache(Generic[T]):
    """Values by key, for one edition. Beyond the limit those go that nobody read for longest."""

    def __init__(self, limit: Callable[[], int], size_of: Callable[[T], int]) -> None:
        self._limit, self._size_of = limit, size_of
        self._lock = Lock()
        self.reset()
        _caches.append(self)

    def reset(self, edition: str = "", until: datetime | None = None) -> None:
        """Forget everything; what is kept from now on belongs to ``edition``, ``until`` then."""
        with self._lock:
            self._values: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()
            self._edition, self._until = edition, until
            self.size = 0

    def get(self, edition: str, key: Hashable) -> T | None:
        """Return the value of ``key`` in ``edition``, or None."""
        with self._lock:
            if not self._is_current(edition) or key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, edition: str, key: Hashable, value: T) -> None:
        """Keep ``value``, unless it takes more than a quarter of the limit."""
        limit, size = self._limit(), self._size_of(value)
        if size * 4 > limit:
            return
        if not self._is_current(edition):
            self.reset(edition, Term.objects.next_publication())
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._values[key] = (value, size)
            self.size += size - before
            while self.size > limit:
                _, (_, dropped) = self._values.popitem(last=False)
                self.size -= dropped

    def _is_current(self, edition: str) -> bool:
        """Return whether ``edition`` is the one that is kept, and no entry is due since."""
        return edition == self._edition and (self._until is None or timezone.now() < self._until)


_caches: list[EditionCache] = []
_values: EditionCache = EditionCache(limit=lambda: 500, size_of=lambda _: 1)


def remember(key: Hashable, make: Callable[[], T], edition: str = "") -> T:
    """Return what ``make`` returned for ``key`` in this edition; call it if that is not known.

    One query for the edition, unless the caller knows it. ``make`` must not return None.
    """
    edition = edition or Edition.current()
    value: T | None = _values.get(edition, key)
    if value is None:
        # Two threads may both make it; that is cheaper than to let one wait for the other.
        value = make()
        _values.put(edition, key, value)
    return value


def reset() -> None:
    """Forget everything, in this process; what is kept for a time, too."""
    caches["memory"].clear()
    for cache in _caches:
        cache.reset()
