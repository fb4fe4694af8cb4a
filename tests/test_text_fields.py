"""Each text of an entry is declared once and arrives everywhere."""

from dataclasses import fields
from typing import Any

import pytest
from django.test import Client

from glossary.exchange.fixture.schema import FIELDS
from glossary.models import Mention, Term
from glossary.models.fields import BlockMarkdownField, InlineMarkdownField
from glossary.models.term import TEXT_FIELDS, TEXT_NAMES
from glossary.records.from_models import from_term
from glossary.records.record import TermRecord
from glossary.search.engine import search_ids
from tests.factories import make_term, make_user

pytestmark = pytest.mark.usefixtures("db")
every_field = pytest.mark.parametrize("name", TEXT_NAMES)


def word(name: str) -> str:
    """Return a word that only the text called ``name`` has."""
    return f"only{name.replace('_', '')}"


@pytest.fixture
def term() -> Term:
    texts: dict[str, Any] = {name: f"Speaks of a zebra and {word(name)}." for name in TEXT_NAMES}
    return make_term("Entry", **texts)


def test_every_markdown_field_is_declared_with_its_kind() -> None:
    kinds = (InlineMarkdownField, BlockMarkdownField)
    written = [field for field in Term._meta.concrete_fields if isinstance(field, kinds)]
    assert {field.name: isinstance(field, BlockMarkdownField) for field in written} == {
        field.name: field.is_block for field in TEXT_FIELDS
    }


@every_field
def test_the_record_and_the_fixture_have_it(term: Term, name: str) -> None:
    assert name in {field.name for field in fields(TermRecord)}
    assert word(name) in getattr(from_term(term), name)
    assert name in FIELDS[Term]


@every_field
@pytest.mark.parametrize(
    "address", ["/glossary/entry/", "/glossary/entry.json", "/glossary/entry.md"]
)
def test_pages_and_downloads_have_it(client: Client, term: Term, name: str, address: str) -> None:
    assert word(name) in client.get(address).content.decode()


@every_field
def test_a_comparison_has_it(client: Client, term: Term, name: str) -> None:
    make_term("Other")
    assert word(name) in client.get("/compare/entry/other/").content.decode()


@every_field
def test_the_form_has_it_for_editors_and_for_readers(client: Client, term: Term, name: str) -> None:
    address = f"/admin/glossary/term/{term.pk}/change/"
    client.force_login(make_user("Editors"))
    assert f'name="{name}"' in client.get(address).content.decode()
    client.force_login(make_user("Writers"))
    shown = client.get(address).content.decode()
    assert word(name) in shown
    assert f'name="{name}"' not in shown


@every_field
def test_search_and_links_read_it(term: Term, name: str) -> None:
    assert search_ids(word(name)) == [term.pk]
    make_term("Zebra")
    assert Mention.objects.filter(source=term, field=name).exists()
