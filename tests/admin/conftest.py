"""Clients that are logged in."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import make_user

Login = Callable[..., Client]


@pytest.fixture
def login() -> Login:
    """Return a function: a client logged in as staff in the named groups."""

    def as_member(*groups: str, **overrides: object) -> Client:
        client = Client()
        client.force_login(make_user(*groups, **overrides))
        return client

    return as_member


@pytest.fixture
def editor(db: None, login: Login) -> Client:
    return login("Editors", username="ed", first_name="Edith", last_name="Wharton")


@pytest.fixture
def writer(db: None, login: Login) -> Client:
    return login("Writers", username="wri")


@pytest.fixture
def staff(db: None, login: Login) -> Client:
    return login("Staff", username="sta")
