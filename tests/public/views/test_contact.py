import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from glossary.models import Page, Status
from tests.factories import make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")
FIELDS = {"name": "Ada", "email": "ada@example.org", "message": "First line.\n\nSecond line."}


def send(client: Client, **changes: str) -> int:
    return client.post("/contact/", FIELDS | changes).status_code


def test_a_message_arrives_with_the_readers_address_to_answer_to(
    client: Client, settings: Settings
) -> None:
    settings.CONTACT_EMAIL = "editors@words.example"
    settings.DEFAULT_FROM_EMAIL = "site@words.example"
    response = client.post("/contact/", FIELDS, follow=True)
    assert response.redirect_chain == [("/contact/sent/", 302)]
    assert "Your message was sent." in html_of(response)
    (message,) = mail.outbox
    assert message.subject == "[Termbook] Message from the contact form"
    assert message.body == "Ada <ada@example.org>\n\nFirst line.\n\nSecond line.\n"
    assert (message.to, message.from_email, message.reply_to) == (
        ["editors@words.example"],
        "site@words.example",
        ["ada@example.org"],
    )


def test_a_robot_that_fills_the_hidden_field_hears_thank_you_and_sends_nothing(
    client: Client,
) -> None:
    assert send(client, website="https://spam.example/") == 302
    assert mail.outbox == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "ada@example.org\nBcc: all@example.org"},
        {"email": "ada@example.org\r\n\r\nbody"},
        {"email": "ada@example.org, all@example.org"},
        {"email": "Ada <ada@example.org>"},
        {"email": ""},
        {"name": ""},
        {"name": "a" * 101},
        {"name": "a\x00b"},
        {"message": "  "},
        {"message": "a" * 5_001},
    ],
)
def test_what_cannot_be_answered_is_refused_and_kept(client: Client, wrong: dict[str, str]) -> None:
    response = client.post("/contact/", FIELDS | wrong)
    html = html_of(response)
    assert response.status_code == 200
    assert "Your message was not sent" in html
    assert f'href="#id_{next(iter(wrong))}"' in html
    kept = "Second line." if "message" not in wrong else 'value="Ada"'
    assert kept in html
    assert mail.outbox == []


@pytest.mark.parametrize(
    "email", ['"a\x0bb"@example.org', '"a\x0cb"@example.org', "a@bücher.example"]
)
def test_an_unusual_address_breaks_nothing(client: Client, email: str) -> None:
    sent = send(client, email=email) == 302
    assert len(mail.outbox) == sent
    headers = [name for message in mail.outbox for name, _ in message.message().items()]
    assert headers.count("Reply-To") == sent
    assert "Bcc" not in headers


def test_a_name_of_several_lines_adds_no_header(client: Client) -> None:
    assert send(client, name="Ada\r\nBcc: all@example.org\r\n\r\nx") == 302
    (message,) = mail.outbox
    assert message.recipients() == message.to
    assert "Bcc" not in message.message()


def test_one_address_may_send_so_many_messages_within_the_window(
    client: Client, settings: Settings
) -> None:
    settings.GLOSSARY_CONTACT_LIMIT = 2
    assert [send(client) for _ in range(3)] == [302, 302, 429]
    html = html_of(client.post("/contact/", FIELDS))
    assert "You have just sent several messages." in html
    assert "Second line." in html
    assert client.post("/contact/", FIELDS, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert len(mail.outbox) == 3


def test_the_window_is_the_settings_and_not_the_caches(client: Client, settings: Settings) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"TIMEOUT": 0}}
    settings.GLOSSARY_CONTACT_LIMIT = 2
    assert [send(client) for _ in range(4)] == [302, 302, 429, 429]


def test_behind_a_proxy_the_limit_is_each_visitors_own(client: Client, settings: Settings) -> None:
    settings.GLOSSARY_CONTACT_LIMIT = 1
    settings.BEHIND_PROXY = True
    forged = ("9.9.9.1, 192.0.2.1", "9.9.9.2, 192.0.2.1", "192.0.2.2")
    codes = [
        client.post("/contact/", FIELDS, HTTP_X_FORWARDED_FOR=addresses).status_code
        for addresses in forged
    ]
    assert codes == [302, 429, 302]


@pytest.mark.parametrize(
    ("addresses", "codes"),
    [
        (["2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1"], [302, 429, 302]),
        (["::ffff:192.0.2.1", "::ffff:192.0.2.2", "::ffff:192.0.2.1"], [302, 302, 429]),
        (["", "nonsense", ""], [302, 302, 429]),
    ],
)
def test_the_limit_is_a_households(
    client: Client, settings: Settings, addresses: list[str], codes: list[int]
) -> None:
    settings.GLOSSARY_CONTACT_LIMIT = 1
    sent = [client.post("/contact/", FIELDS, REMOTE_ADDR=address) for address in addresses]
    assert [response.status_code for response in sent] == codes


def test_a_forwarded_address_is_believed_behind_a_proxy_only(
    client: Client, settings: Settings
) -> None:
    settings.GLOSSARY_CONTACT_LIMIT = 1
    codes = [
        client.post("/contact/", FIELDS, HTTP_X_FORWARDED_FOR=f"9.9.9.{n}").status_code
        for n in range(2)
    ]
    assert codes == [302, 429]


def test_where_the_mail_server_fails_what_was_typed_is_kept(
    client: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    response = client.post("/contact/", FIELDS)
    html = html_of(response)
    assert response.status_code == 503
    assert "Your message could not be sent." in html
    for typed in ('value="Ada"', 'value="ada@example.org"', "First line.\n\nSecond line."):
        assert typed in html


def test_the_token_is_asked_for() -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client) == 403
    client.get("/contact/")
    token = client.cookies["csrftoken"].value
    assert send(client, csrfmiddlewaretoken=token) == 302
    assert len(mail.outbox) == 1


def test_editors_write_what_stands_above_the_form(client: Client) -> None:
    assert "<h1>Contact</h1>" in html_of(client.get("/contact/"))
    page = Page.objects.create(title="Write to us", slug="contact", body="We *answer*.")
    html = html_of(client.get("/contact/"))
    assert "<h1>Write to us</h1>" in html
    assert "<p>We <em>answer</em>.</p>" in html
    page.is_published = False
    page.save()
    assert "<h1>Contact</h1>" in html_of(client.get("/contact/"))


def test_a_suggestion_begins_with_the_entry_it_is_about(client: Client) -> None:
    make_term("Neural network")
    make_term("Secret", status=Status.DRAFT)
    page = html_of(client.get("/glossary/neural-network/"))
    assert 'href="/contact/?about=neural-network"' in page
    begun = [
        client.get("/contact/", {"about": slug}).context["form"]["message"].value()
        for slug in ("neural-network", "secret", "none", "a\x00")
    ]
    address = "http://localhost:8000/glossary/neural-network/"
    assert begun == [f"Neural network\n{address}\n\n", None, None, None]
