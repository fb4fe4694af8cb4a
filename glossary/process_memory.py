"""What one process remembers of one edition of the glossary.

Nothing is ever invalidated. When the edition changes, or the next scheduled entry is due, all that
was remembered is dropped.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from django.utils import timezone

from glossary.models import Edition, Term

T = TypeVar("T")
_MAX_VALUES = 500
_MAX_SEEN = 1_000


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
        if not self._is_current(edition):
            # Before the value is made: one made just before an entry is due must not outlive that.
            self.reset(edition, Term.objects.next_publication())
        with self._lock:
            if edition != self._edition or key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, edition: str, key: Hashable, value: T) -> None:
        """Keep ``value``, unless it takes more than a quarter of the limit, or ``edition`` is not
        the one that was read last."""
        limit, size = self._limit(), self._size_of(value)
        if size * 4 > limit:
            return
        with self._lock:
            if edition != self._edition:
                return
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
_remembered: EditionCache = EditionCache(limit=lambda: _MAX_VALUES, size_of=lambda _: 1)


def remember(key: Hashable, make: Callable[[], T], edition: str = "") -> T:
    """Return what ``make`` returned for ``key`` in this edition; call it if that is not known.

    One query for the edition, unless the caller knows it. ``make`` must not return None.
    """
    edition = edition or Edition.current()
    value: T | None = _remembered.get(edition, key)
    if value is None:
        # Two threads may both make it; that is cheaper than to let one wait for the other.
        value = make()
        _remembered.put(edition, key, value)
    return value


_seen_lock = Lock()
_seen: OrderedDict[str, float] = OrderedDict()


def is_first(key: str, seconds: float) -> bool:
    """Return whether this process did not see ``key`` within the last ``seconds``."""
    now = monotonic()
    with _seen_lock:
        for seen in [seen for seen, until in _seen.items() if until <= now]:
            del _seen[seen]
        if key in _seen:
            return False
        _seen[key] = now + seconds
        if len(_seen) > _MAX_SEEN:
            _seen.popitem(last=False)
        return True


def reset() -> None:
    """Forget everything, in this process: a test begins, or the database was replaced."""
    with _seen_lock:
        _seen.clear()
    for cache in _caches:
        cache.reset()
