"""The sample glossary is complete, whole and in the form in which it would be exported."""

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

from glossary.admin.term.completeness import FULL, with_completeness
from glossary.exchange.fixture.writer import write_fixture
from glossary.models import Name, NavigationLink, Page, Relation, Status, Term
from tests.database import Restore

SAMPLE = Path(__file__).parent.parent / "glossary/fixtures/sample.json"

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def restore_database(restore_sample: Restore) -> Restore:
    return restore_sample


def test_it_is_the_file_that_an_export_writes() -> None:
    stream = io.StringIO()
    write_fixture(stream)
    assert stream.getvalue() == SAMPLE.read_text(encoding="utf-8")


def test_every_entry_is_complete() -> None:
    terms = with_completeness(Term.objects.all())
    assert [term.slug for term in terms if term.complete_fields < FULL] == []
    assert len(terms) >= 60
    assert [term.slug for term in Term.objects.exclude(status=Status.PUBLISHED)] == ["strong-ai"]


def test_levels_and_categories_are_balanced() -> None:
    levels = Counter(Term.objects.values_list("level", flat=True))
    categories = Counter(Term.objects.values_list("category__slug", flat=True))
    assert min(levels.values()) > Term.objects.count() / 5
    assert min(categories.values()) > Term.objects.count() / 16


def test_what_an_entry_needs_is_no_harder_than_itself() -> None:
    harder = [
        f"{tie.term.slug} ← {tie.target.slug}"
        for tie in Relation.objects.filter(kind=Relation.Kind.PREREQUISITE)
        if tie.target.level_rank > tie.term.level_rank
    ]
    assert harder == []


def test_no_two_entries_have_a_name_in_common() -> None:
    owners = Counter(key for key, _term in set(Name.objects.values_list("key", "term")))
    assert [name for name, count in owners.items() if count > 1] == []


def test_every_link_on_its_pages_arrives(client: Client) -> None:
    text = "".join(Page.objects.values_list("body", flat=True))
    links = {*re.findall(r"\]\((/[^)]*)\)", text), *NavigationLink.objects.values_list("url")}
    addresses = sorted(link if isinstance(link, str) else link[0] for link in links)
    assert len(addresses) > 20
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )


def test_the_showpiece_looks_as_the_customer_described_it(client: Client) -> None:
    html = client.get("/glossary/generative-ai/").content.decode()
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for words in (
        "Back to glossary",
        "Generative AI",
        "Beginner",
        "Also: Gen AI",
        "Definition",
        "In depth",
        "Key takeaway",
        "Real-world applications",
    ):
        assert words in plain
