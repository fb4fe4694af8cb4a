"""Which entries are targets, and what an editor's reference means."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from glossary.linking.lookup import unknown_references
from glossary.models import Alias, LinkExclusion, NameExclusion, Status, Term
from tests.factories import make_category, make_term
from tests.html import html_of

pytestmark = pytest.mark.usefixtures("db")


def text(source: str, name: str = "PageContext", **fields: Any) -> Term:
    """Return an entry whose definition is ``source``."""
    return make_term(name, definition=source, in_depth="", key_takeaway="", **fields)


def definition(client: Client, term: Term) -> str:
    """Return the definition as readers see it."""
    html = client.get(term.get_absolute_url()).content.decode()
    return html.partition('<section class="definition"')[2].partition("<p>")[2].partition("</p>")[0]


def test_hidden_entries_are_no_targets_and_shadow_nothing(client: Client) -> None:
    make_term("learning")
    soon = timezone.now() + timedelta(hours=1)
    make_term("Deep learning", status=Status.DRAFT)
    make_term("Deep learning", slug="dl-1", status=Status.REVIEW)
    make_term("Deep learning", slug="dl-2", status=Status.DEPRECATED)
    make_term("Deep learning", slug="dl-3", publish_at=soon)
    subject = text("deep learning, [[deep learning]], [x](/glossary/deep-learning/)")
    assert definition(client, subject) == (
        'deep <a class="term" href="/glossary/learning/">learning</a>, deep learning, '
        '<a href="/glossary/deep-learning/" rel="noopener">x</a>'
    )


def test_an_entry_becomes_a_target_when_its_time_comes(client: Client) -> None:
    target = make_term("Zebra", publish_at=timezone.now() + timedelta(hours=1))
    subject = text("A zebra.")
    assert definition(client, subject) == "A zebra."
    assert subject.mentions.count() == 0
    Term.objects.filter(pk=target.pk).update(publish_at=timezone.now())
    target.names.update(publish_at=timezone.now())
    assert '<a class="term" href="/glossary/zebra/">zebra</a>' in definition(client, subject)
    page = html_of(client.get(target.get_absolute_url()))
    assert "<p>A <mark>zebra</mark>.</p>" in page


def test_names_switched_off_link_only_by_hand(client: Client) -> None:
    target = make_term("Model", autolink=False, aliases=("Mannequin",))
    NameExclusion.objects.create(term=target, text="Mannequins")
    subject = text("A model, mannequins; [[models]], [[MANNEQUIN|x]], [[model]].")
    html = definition(client, subject)
    assert html.startswith("A model, mannequins; <a")
    assert html.count("<a ") == 3


@pytest.mark.parametrize("reference", ["Gen AI", "gen ai", "generative ai", "generative-ai", "Gen-AI", "GEN  AI", "Generative AI's"])  # fmt: skip # noqa: E501
def test_any_name_serves_for_a_link_by_hand(client: Client, reference: str) -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    link = '<a class="term" href="/glossary/generative-ai/">it</a>'
    assert definition(client, text(f"See [[{reference}|it]].")) == f"See {link}."


def test_a_reference_prefers_the_exact_name_and_then_the_texts_category(client: Client) -> None:
    make_term("Résumé", slug="cv")
    assert "/glossary/cv/" in definition(client, text("[[resume]]"))
    make_term("Resume", slug="go-on")
    assert "/glossary/go-on/" in definition(client, text("[[resume]]", name="Other"))
    shelf = make_category()
    make_term("Cell", slug="cell-1")
    make_term("Cell", slug="cell-2", category=shelf)
    assert "/glossary/cell-2/" in definition(client, text("[[cell]]", name="A", category=shelf))
    assert "/glossary/cell-1/" in definition(client, text("[[cell]]", name="B", category=make_category()))  # fmt: skip # noqa: E501


def test_unknown_references_are_those_no_entry_has() -> None:
    make_term("Generative AI", aliases=("Gen AI",), status=Status.DRAFT)
    texts = ["[[Gen AI|x]] [[generative-ai]] [[Nobody]] `[[code]]`", "[[nobody|x]] [[Someone]]"]
    assert unknown_references(texts) == ["Nobody", "nobody", "Someone"]
    assert unknown_references(["no [reference]"]) == []


def test_a_veto_of_a_text_or_a_place_holds_after_edits(client: Client) -> None:
    target = make_term("Zebra")
    subject = text("The first zebra runs. The second zebra stands.")
    first, second = subject.mentions.all()
    assert (first.linked, second.linked) == (True, False)
    exclusion = LinkExclusion.objects.create(term=subject, target=target, context=first.context)
    assert [(m.linked, m.excluded) for m in subject.mentions.all()] == [
        (False, True),
        (True, False),
    ]
    subject.definition = f"New words. {subject.definition} And more."  # type: ignore[assignment]
    subject.save()
    assert definition(client, subject).startswith("New words. The first zebra runs.")
    assert [(m.linked, m.excluded) for m in subject.mentions.all()] == [
        (False, True),
        (True, False),
    ]
    exclusion.context = ""
    exclusion.save()
    assert "<a" not in definition(client, subject)
    assert [m.excluded for m in subject.mentions.all()] == [True, True]
    exclusion.delete()
    assert [m.linked for m in subject.mentions.all()] == [True, False]


def test_exact_case_is_asked_of_forms_too(client: Client) -> None:
    make_term("WHO")
    Alias.objects.create(term=make_term("Shift key"), text="SHIFT")
    html = definition(client, text("Who shifts? WHO’s shift: SHIFT."))
    assert html.startswith("Who shifts? <a ")
    assert html.count("<a ") == 2
