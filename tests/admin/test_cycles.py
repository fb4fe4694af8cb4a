import pytest
from django.test import Client

from glossary.models import Relation
from tests.factories import make_relation, make_term, make_user

pytestmark = pytest.mark.usefixtures("db")


def test_editors_read_which_entries_wait_for_one_another(client: Client) -> None:
    client.force_login(make_user("Writers"))
    assert "No entry leads round in a circle." in client.get("/admin/quality/").content.decode()
    a, b = make_term("<b>Alpha"), make_term("Beta")
    make_relation(a, b, Relation.Kind.PREREQUISITE)
    make_relation(b, a, Relation.Kind.PREREQUISITE)
    html = client.get("/admin/quality/").content.decode()
    assert "Entries that wait for one another" in html
    assert (
        f'<li><a href="/admin/glossary/term/{a.pk}/change/">&lt;b&gt;Alpha</a> → '
        f'<a href="/admin/glossary/term/{b.pk}/change/">Beta</a> → &lt;b&gt;Alpha</li>' in html
    )


def test_the_list_of_entries_leads_there(client: Client) -> None:
    client.force_login(make_user("Writers"))
    assert 'href="/admin/quality/"' in client.get("/admin/glossary/term/").content.decode()


def test_others_do_not(client: Client) -> None:
    assert client.get("/admin/quality/").status_code == 302
    client.force_login(make_user())
    assert client.get("/admin/quality/").status_code == 403
