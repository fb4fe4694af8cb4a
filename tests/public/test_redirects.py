import pytest
from django.test import Client

from glossary.models import Alias, Term
from glossary.public.redirects import suggestions
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def follow(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def move(term: Term, *slugs: str) -> None:
    for slug in slugs:
        term.slug = slug
        term.save()


def test_going_back_to_a_former_address_makes_no_loop(client: Client) -> None:
    move(make_term(slug="a"), "b", "a")
    assert follow(client, "/glossary/b/") == (301, "/glossary/a/")
    assert follow(client, "/glossary/a/") == (200, "")


def test_an_address_taken_by_another_entry_is_that_entry(client: Client) -> None:
    move(make_term("First", slug="a"), "b")
    make_term("Second", slug="a")
    assert "<h1>Second</h1>" in client.get("/glossary/a/").content.decode()


def test_two_entries_that_swap_addresses_are_each_found_at_the_new_one(client: Client) -> None:
    one, two = make_term("One", slug="one"), make_term("Two", slug="two")
    move(one, "aside")
    move(two, "one")
    move(one, "two")
    assert "<h1>Two</h1>" in client.get("/glossary/one/").content.decode()
    assert "<h1>One</h1>" in client.get("/glossary/two/").content.decode()
    assert follow(client, "/glossary/aside/") == (301, "/glossary/two/")


def test_the_former_address_of_a_draft_never_published_is_not_found(client: Client) -> None:
    draft = make_term("X", slug="a", status="draft")
    move(draft, "b")
    draft.status = "published"
    draft.save()
    assert follow(client, "/glossary/a/") == (404, "")


def test_an_alias_of_several_entries_leads_to_none_of_them(client: Client) -> None:
    make_term("One", aliases=("Twin",))
    other = make_term("Two", aliases=("twin",))
    assert follow(client, "/glossary/twin/") == (200, "")
    other.status = "draft"
    other.save()
    assert follow(client, "/glossary/twin/") == (301, "/glossary/one/")


def test_every_kind_of_alias_has_an_address(client: Client) -> None:
    term = make_term("Gradient")
    for kind in Alias.Kind:
        Alias.objects.create(term=term, text=f"As {kind}", kind=kind)
        assert follow(client, f"/glossary/as-{kind}/") == (301, "/glossary/gradient/")


@pytest.mark.parametrize("slug", ["C++", "c%2b%2b", "C-Plus-Plus", "c--plus__plus"])
def test_an_address_written_otherwise_leads_to_the_one_address(client: Client, slug: str) -> None:
    make_term("C++")
    assert follow(client, f"/glossary/{slug}/") == (301, "/glossary/c-plus-plus/")


def test_a_decomposed_address_is_the_same_address(client: Client) -> None:
    make_term("한국어", slug="한국어")
    assert follow(client, "/glossary/\u1112\u1161\u11ab국어/") == (200, "")


@pytest.mark.parametrize("address", ["/glossary/old/", "/glossary/also/"])
def test_the_question_behind_an_address_goes_along(client: Client, address: str) -> None:
    move(make_term(slug="old", aliases=("Also",)), "new")
    asked = "?from=mail&x=%0d%0aSet-Cookie:%20a=b"
    assert follow(client, address + asked) == (301, f"/glossary/new/{asked}")


def test_a_hidden_entry_is_neither_led_to_nor_suggested(client: Client) -> None:
    make_term("Hidden draft", status="draft", aliases=("Secret",))
    make_term("Hidden later", publish_at="2999-01-01T00:00Z")
    assert follow(client, "/glossary/secret/") == (404, "")
    assert suggestions("hidden drafts") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("transfromer", ["Transformer"]),
        ("transformer-model", ["Transformer"]),
        ("angstroem", ["Ångström"]),
        ("gen ia", ["Generative AI"]),
        ("generativ-ai", ["Generative AI", "Generative art"]),
        ("qqqqqq", []),
        ("%00", []),
        ("\x00", []),
        ("", []),
    ],
)
def test_suggestions_are_the_most_similar_names(text: str, names: list[str]) -> None:
    make_term("Transformer")
    make_term("Ångström")
    make_term("Generative art")
    make_term("Generative AI", aliases=("Gen AI",))
    assert [term.name for term in suggestions(text)] == names


def test_a_name_of_several_entries_is_a_page_that_lists_them(client: Client) -> None:
    make_term("Continuous deployment", aliases=("CD",))
    make_term("Continuous delivery", aliases=("CD",))
    make_term("Hidden", aliases=("CD",), status="draft")
    page = client.get("/glossary/cd/")
    assert page.status_code == 200
    assert [term.name for term in page.context["terms"]] == [
        "Continuous delivery",
        "Continuous deployment",
    ]
    assert "noindex" in page.content.decode()
