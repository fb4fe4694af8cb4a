"""What several tests of public pages start from."""

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection


@pytest.fixture
def _no_database() -> Iterator[None]:
    """A database that refuses every query, in words no reader may see."""

    def fail(*_query: object) -> None:
        raise OperationalError("password=hunter2 at /srv/db")

    with connection.execute_wrapper(fail):
        yield
