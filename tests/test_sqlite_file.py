import sqlite3
from pathlib import Path

import pytest
from django.core.signals import request_started
from django.db import connections

pytestmark = pytest.mark.usefixtures("db")


def make(path: Path, value: str) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE state (value text)")
    database.execute("INSERT INTO state VALUES (?)", [value])
    database.commit()
    database.close()


def test_a_replaced_file_is_read_from_the_next_request_on(tmp_path: Path) -> None:
    path, backup = tmp_path / "db.sqlite3", tmp_path / "backup.sqlite3"
    make(path, "now")
    make(backup, "before")
    wrapper = connections.create_connection("default")
    if wrapper.vendor != "sqlite":
        pytest.skip("Only SQLite keeps a database in one file.")
    wrapper.settings_dict = {**wrapper.settings_dict, "NAME": str(path), "CONN_MAX_AGE": None}
    mine, connections["default"] = connections["default"], wrapper
    try:
        with wrapper.cursor() as cursor:
            assert cursor.execute("SELECT value FROM state").fetchone() == ("now",)
        kept = wrapper.connection
        request_started.send(sender=None)
        assert wrapper.connection is kept
        backup.replace(path)
        request_started.send(sender=None)
        with wrapper.cursor() as cursor:
            assert cursor.execute("SELECT value FROM state").fetchone() == ("before",)
    finally:
        wrapper.close()
        connections["default"] = mine
