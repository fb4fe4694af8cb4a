import pytest
from django.test import Client

from glossary.models import Relation
from tests.factories import make_relation, make_term, make_user
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def test_the_page_lists_cycles_with_links_to_the_forms(client: Client) -> None:
    client.force_login(make_user("Writers"))
    assert "No cycles found." in client.get("/admin/cycles/").content.decode()
    a, b = make_term("<b>Alpha"), make_term("Beta")
    make_relation(a, b, Relation.Kind.PREREQUISITE)
    make_relation(b, a, Relation.Kind.PREREQUISITE)
    html = html_of(client.get("/admin/cycles/"))
    assert "Prerequisites in a cycle" in html
    assert (
        f'<a href="/admin/glossary/term/{a.pk}/change/">&lt;b&gt;Alpha</a> → '
        f'<a href="/admin/glossary/term/{b.pk}/change/">Beta</a> → &lt;b&gt;Alpha' in html
    )


def test_the_list_of_entries_links_to_the_page(client: Client) -> None:
    client.force_login(make_user("Writers"))
    assert 'href="/admin/cycles/"' in client.get("/admin/glossary/term/").content.decode()


def test_other_users_are_refused(client: Client) -> None:
    assert client.get("/admin/cycles/").status_code == 302
    client.force_login(make_user())
    assert client.get("/admin/cycles/").status_code == 403
