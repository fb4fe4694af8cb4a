"""The edition: what every page asks first."""

import pytest
from django.db import OperationalError, connection, transaction

from glossary.models import Edition

pytestmark = pytest.mark.usefixtures("db")
postgresql_only = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no server that closes connections"
)


def _close_on_the_server() -> None:
    """Do what a restart of the server does to this connection."""
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    other.close()


@postgresql_only
def test_a_connection_that_the_server_closed_is_opened_again() -> None:
    before = Edition.current()
    _close_on_the_server()
    assert Edition.current() == before


@postgresql_only
def test_within_a_transaction_it_is_an_error() -> None:
    with transaction.atomic():
        Edition.current()
        _close_on_the_server()
        with pytest.raises(OperationalError):
            Edition.current()
        transaction.set_rollback(True)
