"""What every answer forbids a browser, whoever gives it: a page, a file, a fault, a middleware."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from glossary.public.views.index import IndexView
from tests.factories import make_term, make_user

pytestmark = pytest.mark.usefixtures("db")
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


def headers(client: Client, path: str, status: int, **extra: str) -> dict[str, str]:
    response = client.get(path, **extra)  # type: ignore[arg-type]
    assert response.status_code == status
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    return dict(response.headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/glossary/", 200), ("/", 302), ("/glossary/none/", 404), ("/glossary/term", 301)),
        *(("/status.json", 200), ("/feed/", 200), ("/sitemap.xml", 200), ("/robots.txt", 200)),
        *(("/contact/", 200), ("/admin/", 302), ("/admin/login/", 200)),
        *(("/media/none.png", 404), ("/static/none.css", 404), ("/admin/markdownx/preview/", 405)),
    ],
)
def test_every_answer_carries_the_policy(client: Client, path: str, status: int) -> None:
    make_term("Term")
    headers(client, path, status)


def test_static_files_and_pictures_carry_it_too(tmp_path: Path) -> None:
    icon = finders.find("glossary/icon.svg")
    assert isinstance(icon, str)
    (tmp_path / "icon.svg").write_bytes(Path(icon).read_bytes())
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True)
    (media / "a.png").write_bytes(b"picture")
    with override_settings(STATIC_ROOT=str(tmp_path), WHITENOISE_AUTOREFRESH=False):
        client = Client()
        assert headers(client, "/static/icon.svg", 200)["Content-Type"] == "image/svg+xml"
    headers(client, "/media/a.png", 200)


def test_faults_carry_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    headers(client, "/glossary/", 400, HTTP_HOST="evil.example")
    monkeypatch.setattr(IndexView, "get_context_data", lambda *_args, **_kwargs: 1 / 0)
    headers(client, "/glossary/", 500)


def test_no_page_of_the_admin_is_kept_by_a_cache(client: Client) -> None:
    client.force_login(make_user("Editors"))
    term = make_term("Secret", status="draft")
    for path in (
        *("/admin/", "/admin/glossary/term/", f"/admin/glossary/term/{term.pk}/change/"),
        *("/admin/suggest/tags/?q=x", term.get_absolute_url()),
    ):
        assert "no-store" in headers(client, path, 200)["Cache-Control"]


def test_what_differs_by_who_asks_says_so(client: Client) -> None:
    term = make_term("Term")
    for path, status in ((term.get_absolute_url(), 200), ("/contact/", 200), ("/glossary/x/", 404)):
        assert "Cookie" in headers(client, path, status)["Vary"]


def test_cookies_are_for_this_site_and_the_sessions_for_no_script(client: Client) -> None:
    account = make_user("Editors", password="secret")
    client.post("/admin/login/", {"username": account.username, "password": "secret"})
    assert {name: (c["samesite"], c["httponly"]) for name, c in client.cookies.items()} == {
        "sessionid": ("Lax", True),
        "csrftoken": ("Lax", ""),
    }


@pytest.mark.parametrize(
    "path",
    [
        *("//evil.example", "/%2f%2fevil.example", "/\\evil.example", "/glossary//evil.example"),
        *("/glossary/gen-ai/?//evil.example", "/glossary/gen-ai?next=//evil.example"),
        "/admin//evil.example/",
    ],
)
def test_no_address_leads_to_another_site(client: Client, path: str) -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    target = client.get(path).headers.get("Location", "/")
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "path",
    [
        *("/feed/", "/sitemap.xml", "/robots.txt", "/glossary/term/", "/glossary/", "/llms.txt"),
        *("/glossary/term.json", "/glossary/term.md", "/glossary.json", "/opensearch.xml"),
    ],
)
def test_the_host_that_was_asked_for_is_written_nowhere(client: Client, path: str) -> None:
    make_term("Term")
    asked = {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "evil.example"}
    page = client.get(path, **asked).content.decode()  # type: ignore[arg-type]
    assert "127.0.0.1" not in page
    assert "evil.example" not in page
