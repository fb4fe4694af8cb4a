import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.views import defaults

from glossary.models import NavigationLink
from tests.factories import make_term, make_user
from tests.html import html_of


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "path", ["transfromer", "transformer%20model", "a/transformer", "transformer, a"]
)
def test_an_unknown_entry_is_a_404_with_suggestions(client: Client, path: str) -> None:
    make_term("Transformer", definition="A *network*.")
    response = client.get(f"/glossary/{path}/")
    html = html_of(response)
    assert response.status_code == 404
    assert "Did you mean one of these?" in html
    assert '<a href="/glossary/transformer/">Transformer</a></dt><dd>A network.</dd>' in html


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("path", ["/glossary/qqqqqq/", "/transformers/", "/tags/transformers/"])
def test_where_nothing_is_near_the_404_leads_to_the_index(client: Client, path: str) -> None:
    make_term("Transformer")
    response = client.get(path)
    html = html_of(response)
    assert response.status_code == 404
    assert "Check the address for typing errors. The page may also have been removed." in html
    assert '<a href="/glossary/">Browse all entries from A to Z</a>' in html


@pytest.mark.usefixtures("db")
def test_a_form_without_its_token_is_a_403_with_the_sites_navigation() -> None:
    NavigationLink.objects.create(label="Blog", url="/blog/")
    response = Client(enforce_csrf_checks=True).post("/contact/")
    html = html_of(response)
    assert response.status_code == 403
    assert "This form has expired" in html
    assert '<a href="/blog/">Blog</a>' in html


@pytest.mark.usefixtures("db")
def test_what_an_account_may_not_do_is_a_403_in_words(client: Client) -> None:
    client.force_login(make_user())
    response = client.get("/admin/glossary/term/")
    assert response.status_code == 403
    assert "Access denied" in html_of(response)


@pytest.mark.usefixtures("db")
@pytest.mark.usefixtures("_no_database")
def test_a_broken_database_is_a_500_in_words_that_tells_no_secrets() -> None:
    response = Client(raise_request_exception=False).get("/glossary/")
    html = html_of(response)
    assert response.status_code == 500
    assert "Something went wrong" in html
    assert "hunter2" not in html


# The tests below may not touch the database: they are not marked for it.


def test_the_500_page_needs_no_database(rf: RequestFactory) -> None:
    response: HttpResponse = defaults.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "<h1>Something went wrong</h1>" in html_of(response)


def test_the_400_page_needs_no_database(rf: RequestFactory) -> None:
    response: HttpResponse = defaults.bad_request(rf.get("/"), SuspiciousOperation())
    assert response.status_code == 400
    assert "<h1>Bad request</h1>" in html_of(response)


def test_a_host_that_is_not_ours_is_a_400(client: Client) -> None:
    response = client.get("/glossary/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in html_of(response)
