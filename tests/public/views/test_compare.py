import re
from typing import Any

import pytest
from django.test import Client

from glossary.models import Alias, Relation, Status, Term
from tests.factories import make_category, make_relation, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def pair(**fields: Any) -> tuple[Term, Term]:
    return make_term("Accuracy", **fields), make_term("Precision", **fields)


def test_each_part_shows_both_in_the_order_of_their_addresses(client: Client) -> None:
    one = make_term("Accuracy", aliases=("Rate",), applications=("Tests",))
    other = make_term("Precision", level="advanced", category=make_category(name="Other"))
    Alias.objects.create(term=other, text="Precison", kind=Alias.Kind.MISSPELLING)
    html = html_of(client.get("/compare/accuracy/precision/"))
    parts = re.findall(r"<h2>([\w ]+)", html)
    assert [part.strip() for part in parts] == [
        "Definition",
        "At a glance",
        "Key takeaway",
        "In depth",
        "Real",
        "Read on",
    ]
    assert re.findall(r"<h3>(\w+)</h3>", html) == ["Accuracy", "Precision"] * 5
    for text in (one.definition, other.definition, "Rate", "Tests", one.in_depth, other.in_depth):
        assert text in html
    assert "Precison" not in html
    assert "Different levels<br>Different categories" in html
    assert html.count('class="differs"') == 4


def test_what_is_the_same_is_not_marked_as_different(client: Client) -> None:
    pair(in_depth="", key_takeaway="")
    html = html_of(client.get("/compare/accuracy/precision/"))
    assert "Same level<br>Same category" in html
    assert 'class="differs"' not in html
    assert "In depth" not in html
    assert "Key takeaway" not in html


def test_only_a_stated_pair_is_for_search_engines(client: Client) -> None:
    one, other = pair()
    assert "noindex" in html_of(client.get("/compare/accuracy/precision/"))
    make_relation(one, other, Relation.Kind.RELATED)
    assert "noindex" in html_of(client.get("/compare/accuracy/precision/"))
    make_relation(other, one, Relation.Kind.DISTINCT)
    html = html_of(client.get("/compare/accuracy/precision/"))
    assert "noindex" not in html
    assert 'rel="canonical" href="http://localhost:8000/compare/accuracy/precision/"' in html


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/compare/precision/accuracy/", "/compare/accuracy/precision/"),
        ("/compare/precision/accuracy/?a=b", "/compare/accuracy/precision/?a=b"),
        ("/compare/hit-rate/precision/", "/compare/accuracy/precision/"),
        ("/compare/precision/old/", "/compare/accuracy/precision/"),
        ("/compare/accuracy/accuracy/", "/glossary/accuracy/"),
        ("/compare/old/accuracy/", "/glossary/accuracy/"),
        ("/compare/ACCURACY/Precision/", "/compare/accuracy/precision/"),
    ],
)
def test_other_addresses_of_the_pair_lead_to_the_one(
    client: Client, path: str, target: str
) -> None:
    one, _other = make_term("Accuracy", slug="old", aliases=("Hit rate",)), make_term("Precision")
    one.slug = "accuracy"
    one.save()
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, target)


def test_what_a_reader_may_not_see_is_not_compared(client: Client, admin_client: Client) -> None:
    one, other = pair()
    Term.objects.filter(pk=other.pk).update(status=Status.DRAFT)
    for visitor in (client, admin_client):
        response = visitor.get(f"/compare/{one.slug}/precision/")
        assert response.status_code == 404
        assert other.definition not in html_of(response)


def test_an_unknown_entry_is_a_404_with_suggestions(client: Client) -> None:
    pair()
    html = html_of(client.get("/compare/accurcy/precision/"))
    assert re.findall(r'<dt><a href="([^"]*)">', html) == ["/glossary/accuracy/"]


def test_footnotes_of_both_are_told_apart(client: Client) -> None:
    pair(in_depth="Said[^1].\n\n[^1]: Where.")
    html = html_of(client.get("/compare/accuracy/precision/"))
    ids = re.findall(r' id="(fn[^"]*)"', html)
    assert sorted(ids) == ["fn-one-1", "fn-other-1", "fnref-one-1", "fnref-other-1"]
    assert {*re.findall(r'href="#(fn[^"]*)"', html)} == {*ids}


def test_entries_not_to_be_confused_lead_to_the_comparison_from_both(client: Client) -> None:
    one, other = pair()
    make_relation(other, one, Relation.Kind.DISTINCT)
    for term in (one, other):
        html = html_of(client.get(term.get_absolute_url()))
        assert html.count('href="/compare/accuracy/precision/"') == 1


def test_texts_link_as_on_their_own_pages_and_headings_go_deeper(client: Client) -> None:
    make_term("Recall")
    pair(in_depth="Unlike Recall and Precision.\n\n## More\n\nText.", definition="Not accuracy.")
    html = html_of(client.get("/compare/accuracy/precision/"))
    assert html.count('<a class="term" href="/glossary/recall/">Recall</a>') == 2
    assert html.count('<a class="term" href="/glossary/precision/">Precision</a>') == 1
    assert html.count('<a class="term" href="/glossary/accuracy/">accuracy</a>') == 1
    assert html.count("<h4>More</h4>") == 2
