import re

import pytest
from django.test import Client

from glossary.models import Category, Term
from tests.admin.form_data import fields_of
from tests.factories import make_category, make_term
from tests.html import Html, html_of

pytestmark = pytest.mark.usefixtures("db")


def url_of(row: Term | Category) -> str:
    return f"/admin/glossary/{row._meta.model_name}/{row.pk}/change/"


def read(client: Client, row: Term | Category) -> str:
    response = client.get(url_of(row))
    assert response.status_code == 200
    page: str = html_of(response)
    return page


def sentences(page: str) -> list[str]:
    return re.findall(r'<div class="description">(.*?)</div>', page)


PUBLIC = "This entry is public. Only users who may publish can change it."
READ = "You may view this but not change it."


def test_who_may_not_change_an_entry_reads_it_as_readers_do(writer: Client) -> None:
    term = make_term("Term", definition="A *word*.", in_depth="    code\n", key_takeaway="")
    term.applications.create(title="Use", description="In **use**.")
    page = read(writer, term)
    shown = re.findall(r'<div class="readonly">(<(?:section|div|p).*?)</div>', page, re.DOTALL)
    assert [*map(Html, shown)] == [
        '<section class="definition"><p>A <em>word</em>.</p></section>',
        '<div class="prose"><pre tabindex="0"><code>code\n</code></pre>',
        '<p class="lede">In <strong>use</strong>.</p>',
    ]
    assert not {"definition", "in_depth", "still_missing"} & fields_of(page).keys()


def test_a_form_that_is_not_one_says_why(writer: Client, staff: Client, editor: Client) -> None:
    public, draft = make_term("Public"), make_term("Draft", status="draft")
    assert sentences(read(writer, public)) == [PUBLIC]
    assert sentences(read(staff, public)) == sentences(read(staff, draft)) == [READ]
    assert sentences(read(writer, draft)) == sentences(read(editor, public)) == []


def test_a_category_is_read_likewise(staff: Client) -> None:
    page = read(staff, make_category(name="One", description="All of **one**."))
    assert sentences(page) == [READ]
    assert '<p class="lede">All of <strong>one</strong>.</p>' in page
    assert "Description:" in page


def test_a_new_entry_is_not_told_what_it_lacks(editor: Client) -> None:
    assert "Still missing" not in html_of(editor.get("/admin/glossary/term/add/"))
