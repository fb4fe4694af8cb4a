"""The settings of the glossary and the address of the site."""

import pytest
from pytest_django import Settings

from glossary import conf


def test_a_setting_has_its_default_until_it_is_set(settings: Settings) -> None:
    assert conf.get("SEARCH_PAGE_SIZE") == conf.DEFAULTS["SEARCH_PAGE_SIZE"]
    settings.GLOSSARY_SEARCH_PAGE_SIZE = 7
    assert conf.get("SEARCH_PAGE_SIZE") == 7


def test_an_unknown_setting_is_an_error() -> None:
    with pytest.raises(KeyError):
        conf.get("SEARCH_PAGE_SIEZ")


def test_an_absolute_url_has_the_scheme_and_host_of_the_site(settings: Settings) -> None:
    settings.SITE_URL = "https://glossary.example.org"
    assert conf.absolute_url("/map/?page=2") == "https://glossary.example.org/map/?page=2"
