"""The 25 traps of glossaries (behaviours.md, section 1): one test each, named after its row. Tried
here as a reader or an editor meets them; in detail, beside the code they belong to."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser, expect

from glossary import process_memory
from glossary.exchange.fixture.writer import write_fixture
from glossary.models import (
    Alias,
    Category,
    LinkExclusion,
    Mention,
    Name,
    NameExclusion,
    Relation,
    SearchLogEntry,
    Status,
    Term,
)
from tests.admin.form_data import fields_of
from tests.browser.visitor import Visitor
from tests.factories import make_category, make_relation, make_term, make_user
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")
_MENTION = re.compile(r'<a class="term" href="/glossary/([^"/]+)/">(.*?)</a>')
Links = list[tuple[str, str]]


@pytest.fixture
def links(client: Client) -> Callable[..., Links]:
    """Return the automatic links, slug and words, of the page of an entry that says ``text``."""

    def read(text: str, **fields: Any) -> Links:
        term = make_term("The page", in_depth=text, definition="x", key_takeaway="x", **fields)
        page = client.get(term.get_absolute_url()).content.decode()
        main = page[page.index('id="definition"') : page.index('<footer class="meta"')]
        term.delete()
        return [match for match in _MENTION.findall(main) if match[0] != "the-page"]

    return read


def names_found(client: Client, query: str) -> list[str]:
    return [row["name"] for row in client.get("/api/search/", {"q": query}).json()["results"]]


def test_01_linking_inside_code_headings_existing_links_paths(links: Callable[..., Links]) -> None:
    make_term("Model", slug="model")
    for text in (
        "`model`",
        "```\nmodel\n```",
        "# Model",
        "[model](https://example.org/)",
        "https://example.org/model/",
        "> A model.",
        "![model](/media/model.png)",
        "In docs/model/train.py or @model or model.py.",
    ):
        assert (text, links(text)) == (text, [])
    assert links("`model`\n\n# Model\n\nA **model** `model`.") == [("model", "model")]


def test_02_plural_and_inflected_forms_are_missed(links: Callable[..., Links]) -> None:
    tuning = make_term("Fine-tuning", slug="tuning")
    make_term("Policy", slug="policy")
    make_term("Mouse", slug="mouse", aliases=("mice",))
    make_term("LLM", slug="llm")
    for words, slug in {
        "fine tuning": "tuning",
        "finetuning": "tuning",
        "policies": "policy",
        "mice": "mouse",
        "LLMs": "llm",
        "LLM’s": "llm",
    }.items():
        assert links(f"Of {words} much is said.") == [(slug, words)]
    NameExclusion.objects.create(term=tuning, text="Finetuning")
    assert links("Of finetuning much is said.") == []
    assert links("Of fine tuning much is said.") == [("tuning", "fine tuning")]


def test_03_case_who_is_not_who(links: Callable[..., Links]) -> None:
    make_term("WHO", slug="who")
    make_term("Token", slug="token")
    make_term("Apple", slug="apple", exact_case="exact")
    make_term("ON", slug="on", exact_case="ignore", autolink=False)
    assert links("People who ask the WHO.") == [("who", "WHO")]
    assert links("TOKEN or token.") == [("token", "TOKEN")]
    assert links("An apple of Apple, on a table.") == [("apple", "Apple")]


def test_04_generic_words_and_homonyms_link_everywhere(
    links: Callable[..., Links], client: Client
) -> None:
    make_term("C", slug="c")
    make_term("This", slug="this")
    start = make_term("Start", slug="start", autolink=False)
    assert links("This is C: press C, then start.") == []
    assert links("Press [[Start]], then [[C|that]].") == [("start", "Start"), ("c", "that")]
    start.autolink = True
    start.save()
    page = make_term("Page", slug="page", in_depth="First start with salt. Then start to sweep.")
    first = Mention.objects.get(source=page, target=start, linked=True)
    LinkExclusion.objects.create(term=page, target=start, context=first.context)
    assert "start</a> to sweep" in client.get("/glossary/page/").content.decode()
    LinkExclusion.objects.create(term=page, target=start)
    assert "start</a>" not in client.get("/glossary/page/").content.decode()


def test_05_too_many_links_the_limit_is_per_page(client: Client) -> None:
    make_term("Generative AI", slug="genai", aliases=("Gen AI",))
    make_term(
        "Other",
        definition="On generative AI.",
        in_depth="Generative AI. Gen AI.\n\nGenerative AI again.",
        key_takeaway="Gen AI!",
        applications=("Gen AI",),
    )
    page = client.get("/glossary/other/").content.decode()
    text = page[page.index('id="definition"') : page.index('<footer class="meta"')]
    text = re.sub(r"<details.*?</details>", "", text, flags=re.DOTALL)
    assert _MENTION.findall(text) == [("genai", "generative AI")]
    assert Mention.objects.filter(linked=True).count() == 1


def test_06_aliases_not_found_in_search_or_the_hit_is_unexplained(client: Client) -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    make_term("Zebra", in_depth="Gen AI, Gen AI, Gen AI.")
    first = client.get("/api/search/", {"q": "gen ai"}).json()["results"][0]
    assert (first["name"], first["matched_name"]) == ("Generative AI", "Gen AI")
    page = html_of(client.get("/search/", {"q": "gen ai"}))
    assert re.search(r"also\s*<em>(<mark>)?Gen AI", page)


@pytest.fixture
def two_entries(transactional_db: None) -> None:
    make_term("Token", definition="A piece of text.")
    make_term("Model", in_depth="It reads a token. " + "More.\n\n" * 40)


@pytest.mark.browser
@pytest.mark.usefixtures("db")
@pytest.mark.usefixtures("two_entries")
def test_07_touch_hover_definitions_unreachable(chromium: Browser, live_server: Any) -> None:
    size: Any = {"width": 360, "height": 700}
    phone = Visitor(chromium, live_server.url, viewport=size, has_touch=True, is_mobile=True)
    page = phone.open("/glossary/model/")
    expect(page.locator("dd", has_text="A piece of text.")).to_be_hidden()
    page.locator("summary", has_text="Terms on this page").tap()
    expect(page.locator("dd", has_text="A piece of text.")).to_be_visible()
    page.locator("#in-depth a.term").tap()
    expect(page.locator("h1")).to_have_text("Token")
    phone.context.close()


@pytest.mark.browser
@pytest.mark.usefixtures("db")
@pytest.mark.usefixtures("two_entries")
def test_08_keyboard_and_screen_reader(chromium: Browser, live_server: Any) -> None:
    reader = Visitor(chromium, live_server.url, viewport={"width": 1280, "height": 900})
    page = reader.open("/glossary/model/")
    mention = page.locator("#in-depth a.term")
    assert mention.get_attribute("title") is None
    assert mention.get_attribute("aria-describedby") is None
    mention.focus()
    card = page.locator("[popover]:popover-open")
    expect(card).to_contain_text("A piece of text.")
    page.wait_for_timeout(1_000)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mention).to_be_focused()
    mention.hover()
    expect(card).to_be_visible()
    page.mouse.click(5, 500)
    expect(card).to_have_count(0)
    reader.context.close()


def test_09_overlap_shorter_or_alias_match_wins_over_the_full_term(
    links: Callable[..., Links],
) -> None:
    make_term("Camp Booty", slug="camp-booty")
    make_term("Treasure", slug="treasure", aliases=("Booty",))
    make_term("Language model", slug="lm")
    make_term("Large language model", slug="llm")
    make_term("Model card", slug="card")
    assert links("To Camp Booty.") == [("camp-booty", "Camp Booty")]
    assert links("A large language model card.") == [("llm", "large language model")]
    Term.objects.filter(slug="llm").get().delete()
    assert links("A large language model card.") == [("lm", "language model")]


def test_10_word_boundaries_partial_words_punctuation_tags_prefixes(
    links: Callable[..., Links],
) -> None:
    for name in ("Light", "Kubelet", "C++", ".NET", "A/B test", "GPT-4", "node.js", "AI", "Node"):
        make_term(name)
    make_term("R", slug="r", exact_case="exact")
    for text, words in {
        "Highlights": [],
        "kubelet-lifecycle": [],
        "AI-powered": [],
        "ASP.NET": [],
        "GPT-40": [],
        "(kubelet), *light*": ["kubelet", "light"],
        "C++, .NET and an A/B test in R.": ["C++", ".NET", "A/B test", "R"],
        "GPT-4, on node.js.": ["GPT-4", "node.js"],
    }.items():
        assert [found for _, found in links(text)] == words


def test_11_accents_and_unicode_case(links: Callable[..., Links], client: Client) -> None:
    make_term("Résumé", slug="cv")
    make_term("Öffentlicher Schlüssel", slug="key")
    make_term("Bayes' rule", slug="bayes")
    assert links("You resume your re\u0301sume\u0301.") == [("cv", "résumé")]
    assert links("Der ÖFFENTLICHER\u00a0schlüssel.")[0][0] == "key"
    assert links("By Bayes’ rule.") == [("bayes", "Bayes’ rule")]
    make_term("Resume")
    assert names_found(client, "RESUME")[:2] == ["Resume", "Résumé"]
    assert names_found(client, "résumé")[:2] == ["Résumé", "Resume"]
    assert names_found(client, "ｏｆｆｅｎｔｌｉｃｈｅｒ") == ["Öffentlicher Schlüssel"]


def test_12_tooltip_loses_nested_links_or_shows_raw_markup(client: Client) -> None:
    make_term("Model")
    make_term("Token", definition='Read by a [[Model|big model]] & **cut** from "text", `a<b`.')
    card = client.get("/api/card/token/").json()
    assert card["definition"] == 'Read by a big model & cut from "text", a<b.'


def test_13_slow_with_many_terms_or_wrong_after_caching(client: Client) -> None:
    make_term("Page", in_depth="A gizmo, a widget and term 3.")
    asked = []
    for more in (3, 300):
        Term.objects.bulk_create(
            Term(
                name=f"Term {more + i}",
                slug=f"term-{more + i}",
                sort_key=f"term {more + i}",
                category=Category.objects.first(),
                status=Status.PUBLISHED,
                definition="x",
            )
            for i in range(more)
        )
        call_command("reindex", stdout=io.StringIO())
        process_memory.reset()
        with CaptureQueriesContext(connection) as queries:
            client.get("/glossary/page/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    gizmo = make_term("Gizmo")
    assert ("gizmo", "gizmo") in _MENTION.findall(client.get("/glossary/page/").content.decode())
    gizmo.name = "Widget"
    gizmo.save()
    page = client.get("/glossary/page/").content.decode()
    assert ("gizmo", "widget") in _MENTION.findall(page)
    assert ("gizmo", "gizmo") not in _MENTION.findall(page)


def test_14_self_links_and_circles(client: Client) -> None:
    make_term("First", aliases=("Initial",), definition="First or initial is before second.")
    make_term("Second", definition="Second is after first.")
    for here, there in (("first", "second"), ("second", "first")):
        page = client.get(f"/glossary/{here}/").content.decode()
        assert {slug for slug, _ in _MENTION.findall(page)} == {there}


def test_15_missing_or_unpublished_target_the_text_stays(
    links: Callable[..., Links], client: Client
) -> None:
    make_term("Draft thing", status=Status.DRAFT)
    make_term("Old thing", status=Status.DEPRECATED)
    make_term("Later thing", publish_at=timezone.now() + timedelta(days=1))
    text = "A draft thing, an old thing, a later thing, [[nothing]], [[Draft thing|this]]."
    assert links(text) == []
    make_term("Page", in_depth=text)
    page = client.get("/glossary/page/").content.decode()
    assert "A draft thing, an old thing, a later thing, nothing, this." in page


def test_16_rename_breaks_links_or_redirects_in_circles(client: Client) -> None:
    term = make_term("A", slug="a", aliases=("Other A",))
    for slug in ("b", "c", "a", "d"):
        term.slug = slug
        term.save()
    for old in ("a", "b", "c", "other-a"):
        response = client.get(f"/glossary/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/glossary/d/")
    make_term("New", slug="a")
    assert client.get("/glossary/a/").status_code == 200
    draft = make_term("Never", slug="never", status=Status.DRAFT)
    draft.slug = "ever"
    draft.save()
    assert client.get("/glossary/never/").status_code == 404


def test_17_deprecated_terms_shown_in_some_views_only(client: Client) -> None:
    new = make_term("New way")
    make_term("Old way", status=Status.DEPRECATED, replaced_by=new, definition="Old words.")
    make_term("Page", in_depth="The old way.")
    page = client.get("/glossary/old-way/")
    assert page.status_code == 200
    assert 'Read instead: <a href="/glossary/new-way/">' in html_of(page)
    for path in ("/glossary/", "/search/?q=old+way"):
        said = client.get(path).content.decode()
        assert "/glossary/old-way/" in said
        assert "Deprecated" in said
    assert _MENTION.findall(client.get("/glossary/page/").content.decode()) == []


def test_18_a_to_z_index_wrong(client: Client) -> None:
    make_term(".NET")
    for name in ("Zoo", "Åre", "apple", "Łódź", "İstanbul", "ñandú", "中文", "3D", "K-means"):
        make_term(name)
    shown = [letter for letter, _ in client.get("/glossary/").context["sections"]]
    assert shown == ["0–9", "A", "I", "K", "L", "N", "Z", "中"]
    page = html_of(client.get("/glossary/"))
    assert re.search(r"<li><span>B</span></li>", page)
    listed = [name.text for name in client.get("/glossary/?letter=A").context["page"]]
    assert listed == ["apple", "Åre"]
    suggested = client.get("/api/suggest/", {"q": "a"}).json()["results"]
    assert [row["name"] for row in suggested] in ([], ["apple", "Åre"])


def test_19_filters_not_shareable_or_nothing_without_scripts(client: Client) -> None:
    category = make_category(slug="shelf")
    make_term("One", category=category, level="beginner")
    make_term("Two", category=category, level="intermediate", tags=("x",))
    make_term("Three", category=category, level="advanced")
    page = client.get("/glossary/?category=shelf&max_level=intermediate&tag=nonsense")
    assert [name.text for name in page.context["page"]] == ["One", "Two"]
    narrowed = client.get("/glossary/?category=shelf&tag=x").content.decode()
    assert 'name="robots" content="noindex' in narrowed
    assert 'href="/glossary/"' in narrowed


def test_20_related_terms_and_where_used_without_context(client: Client) -> None:
    token = make_term("Token")
    model = make_term("Model", in_depth="Nothing yet. It reads one token after another. More.")
    make_relation(token, model, Relation.Kind.RELATED)
    page = client.get("/glossary/token/").content.decode()
    assert "It reads one <mark>token</mark> after another." in page
    assert "Nothing yet" not in page
    for path, slug in (("/glossary/token/", "model"), ("/glossary/model/", "token")):
        assert f'href="/glossary/{slug}/"' in client.get(path).content.decode()


def test_21_several_meanings_and_duplicates(client: Client, links: Callable[..., Links]) -> None:
    money, rivers = make_category(name="Money"), make_category(name="Rivers")
    make_term("Bank of money", slug="bank-of-money", aliases=("Bank",), category=money)
    make_term("Bank of a river", slug="river-bank", aliases=("bank",), category=rivers)
    page = client.get("/glossary/bank/").content.decode()
    assert page.index("/glossary/river-bank/") < page.index("/glossary/bank-of-money/")
    assert links("At the bank.", category=rivers) == [("river-bank", "bank")]
    assert links("At the bank.", category=make_category()) == [("bank", "bank")]
    client.force_login(make_user("Editors"))
    form = fields_of(client.get("/admin/glossary/term/add/").content.decode(), "term_form")
    typed = form | {"name": "BANK", "definition": "x", "category": str(money.pk)}
    asked = client.post("/admin/glossary/term/add/", typed)
    assert asked.status_code == 200
    assert "Bank of a river" in asked.content.decode()
    assert not Term.objects.filter(name="BANK").exists()


def test_22_import_into_existing_data_with_preview(tmp_path: Path) -> None:
    term = make_term("One", definition="Here.")
    path = tmp_path / "glossary.json"
    with path.open("w", encoding="utf-8") as file:
        write_fixture(file)
    Term.objects.update(definition="Changed here.")
    said = io.StringIO()
    call_command("import_glossary", str(path), "--dry-run", stdout=said)
    assert "Changed here." in said.getvalue()
    term.refresh_from_db()
    assert term.definition == "Changed here."
    call_command("import_glossary", str(path), "--no-input", stdout=io.StringIO())
    term.refresh_from_db()
    assert term.definition == "Here."
    again = io.StringIO()
    call_command("import_glossary", str(path), "--no-input", stdout=again)
    assert "unchanged" in again.getvalue()


def test_23_concurrent_edits_overwritten(client: Client) -> None:
    term = make_term("One", definition="First.")
    client.force_login(make_user("Editors"))
    address = f"/admin/glossary/term/{term.pk}/change/"
    form = fields_of(client.get(address).content.decode(), "term_form")
    Term.objects.update(definition="Theirs.", updated=timezone.now() + timedelta(seconds=9))
    asked = client.post(address, form | {"definition": "Mine."})
    assert asked.status_code == 200
    said = asked.content.decode()
    assert "Mine." in said
    assert "Theirs." in said
    term.refresh_from_db()
    assert term.definition == "Theirs."


def test_24_searches_without_result_are_not_kept(client: Client) -> None:
    client.get("/search/", {"q": "  Quantum  Foo "})
    client.get("/search/", {"q": "someone@example.org"})
    client.get("/search/", {"q": "+49 170 1234567"})
    client.get("/api/suggest/", {"q": "quant"})
    rows = SearchLogEntry.objects.values_list("words", "results", "times", "day")
    assert list(rows) == [("quantum foo", 0, 1, timezone.localdate())]
    fields = {field.name for field in SearchLogEntry._meta.get_fields()}
    assert fields == {"id", "kind", "words", "day", "times", "results"}
    client.force_login(make_user("Editors"))
    wanted = client.get("/admin/glossary/term/missing/").content.decode()
    assert "quantum foo" in wanted.lower()


@pytest.mark.browser
@pytest.mark.usefixtures("db")
@pytest.mark.usefixtures("two_entries")
def test_25_print_and_export_carry_dead_tooltips_or_lose_definitions(
    chromium: Browser, live_server: Any, client: Client
) -> None:
    reader = Visitor(chromium, live_server.url, viewport={"width": 1280, "height": 900})
    page = reader.open("/glossary/model/")
    page.emulate_media(media="print")
    mention = page.locator("#in-depth a.term")
    style = "e => getComputedStyle(e).textDecorationLine + getComputedStyle(e).borderBottomStyle"
    assert mention.evaluate(style) == "nonenone"
    expect(page.get_by_text("A piece of text.").first).to_be_visible()
    reader.context.close()
    Term.objects.filter(slug="model").update(definition="It reads a [[Token|piece]].")
    for path in ("/feed/", "/glossary/model.json", "/glossary/model.md", "/llms.txt"):
        said = client.get(path).content.decode()
        assert 'class="term"' not in said
        assert "[[Token|piece]]" not in said or path.endswith((".json", ".md"))
    names = Name.objects.filter(term__slug="token", listed=True).values_list("text", flat=True)
    assert list(names) == ["Token"]
    assert names_found(client, "piece of text") == ["Token"]


@pytest.fixture(autouse=True)
def _aliases_are_authored() -> Iterator[None]:
    """No test here leaves a generated form among what editors wrote."""
    yield
    assert not Alias.objects.filter(text__endswith="'s").exists()
