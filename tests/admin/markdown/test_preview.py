import pytest
from django.template import Context, Template
from django.test import Client
from pytest_django import Settings

from glossary.models import Page
from glossary.text.markdown import render_block, render_inline
from tests.factories import make_link_exclusion, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")
URL = "/admin/markdownx/preview/"
TEXT = "One **two** <script>x</script>\n\n| a | b |\n|--|--:|\n| 1 | `2` |\n\n```python\nx = 1\n```"


def preview(client: Client, look: str, content: str = TEXT, **fields: str) -> str:
    response = client.post(URL, {"look": look, "content": content, **fields})
    assert response.status_code == 200
    return html_of(response)


def test_block_fields_are_rendered_as_readers_see_them(writer: Client, client: Client) -> None:
    term = make_term("Term", in_depth=TEXT)
    page = html_of(client.get(term.get_absolute_url()))
    rendered = render_block(TEXT)
    assert rendered in page
    assert preview(writer, "prose") == f'<div class="prose">{rendered}</div>'


def test_a_pages_text_begins_one_level_higher_as_on_the_page(
    writer: Client, client: Client
) -> None:
    Page.objects.create(title="About", slug="about", body="# First\n\n## Second")
    shown = "<h2>First</h2>\n<h3>Second</h3>"
    assert shown in html_of(client.get("/about/"))
    assert shown in preview(writer, "page", "# First\n\n## Second")


@pytest.mark.parametrize(
    ("look", "html"),
    [
        ("definition", '<section class="definition"><p>{}</p></section>'),
        ("takeaway", '<section class="takeaway"><p>{}</p></section>'),
        ("application", '<ol class="applications"><li><h3>A&lt;b</h3><p>{}</p></li></ol>'),
        ("text", '<p class="lede">{}</p>'),
    ],
)
def test_inline_fields_are_rendered_inline(writer: Client, look: str, html: str) -> None:
    assert preview(writer, look, title="A<b") == html.format(render_inline(TEXT))


def test_a_definition_stands_in_the_preview_as_on_the_page(writer: Client, client: Client) -> None:
    term = make_term("Term", definition="A *b*.")
    page = html_of(client.get(term.get_absolute_url()))
    assert "<p>A <em>b</em>.</p>" in page
    assert "<p>A <em>b</em>.</p>" in preview(writer, "definition", "A *b*.")


def test_nothing_is_the_preview_of_nothing(writer: Client) -> None:
    assert preview(writer, "prose", "  \n").strip() == ""


def test_a_text_too_long_is_told_in_words(writer: Client, settings: Settings) -> None:
    settings.GLOSSARY_MAX_INLINE = 5
    response = writer.post(URL, {"look": "definition", "content": "123456"})
    assert response.status_code == 400
    assert html_of(response) == "This text is too long: 6 characters of 5 allowed."


def test_an_unknown_field_is_rejectd(writer: Client) -> None:
    assert writer.post(URL, {"look": "x", "content": "x"}).status_code == 400


def test_only_those_who_write_have_a_preview(client: Client, staff: Client, editor: Client) -> None:
    for outsider in (client, staff):
        response = outsider.post(URL, {"look": "prose", "content": "**leak**"})
        assert response.status_code == 403
        assert "leak" not in html_of(response)
    assert editor.post(URL, {"look": "prose", "content": "x"}).status_code == 200


def test_the_token_is_asked_for(writer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = writer.cookies
    assert strict.post(URL, {"look": "prose", "content": "x"}).status_code == 403


def test_asking_by_address_shows_nothing(writer: Client) -> None:
    assert writer.get(URL, {"look": "prose", "content": "x"}).status_code == 405


def test_the_filters_of_public_pages_are_the_ones_used() -> None:
    page = Template("{% load glossary_text %}{{ text|markdown }}")
    assert page.render(Context({"text": TEXT})) == render_block(TEXT)


def test_words_are_the_links_that_readers_will_have(writer: Client) -> None:
    agent = make_term("Agent")
    make_term("Draft", status="draft")
    own = make_term("Chat bot")
    link = '<a class="term" href="/glossary/agent/">agents</a>'
    content = "Two agents, one agent, [[no one|nobody]], a draft, a [[draft]], a chat bot."
    html = preview(writer, "prose", content)
    assert f"Two {link}, one agent, <mark>nobody</mark>, a draft, a <mark>draft</mark>" in html
    assert "No public entry has the marked names “draft”, “no one”." in html
    assert 'href="/glossary/chat-bot/"' in html
    assert "<mark>" not in preview(writer, "text", content)
    make_link_exclusion(own, agent)
    response = writer.post(f"{URL}?entry={own.pk}", {"look": "prose", "content": content})
    assert "<a " not in html_of(response)


def test_the_form_of_an_entry_asks_for_its_own_preview(editor: Client) -> None:
    term = make_term("Term", applications=("Use",))
    page = html_of(editor.get(f"/admin/glossary/term/{term.pk}/change/"))
    assert page.count(f'data-preview="{URL}?entry={term.pk}"') == 6
    assert f'data-preview="{URL}?entry="' in html_of(editor.get("/admin/glossary/term/add/"))


@pytest.mark.parametrize("entry", ["", "0", "x", "9" * 30, "-1", "%00"])
def test_an_entry_that_is_none_is_a_new_one(writer: Client, entry: str) -> None:
    response = writer.post(f"{URL}?entry={entry}", {"look": "definition", "content": "A [[b]]."})
    assert "A <mark>b</mark>." in html_of(response)
