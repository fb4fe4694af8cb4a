"""What editors and writers send or have written: nothing runs, nothing fails, nothing hangs."""

from typing import Any
from urllib.parse import urlencode

import html5lib
import pytest
from django.contrib.auth.models import User
from django.test import Client

from glossary.models import Alias, Name, Page, Redirect, Tag, Term
from tests.admin.form_data import fields_of, submit
from tests.factories import make_relation, make_term
from tests.public.site import make_site

pytestmark = pytest.mark.usefixtures("db")
LIST = "/admin/glossary/term/"
ATTACK = """<script>alert(1)</script>"' onclick=alert(1) [x](javascript:y) <img src=x onerror=y>"""
ODD = ["x", "-1", "9" * 25, "\x00", "٣"]


def running(html: str) -> list[str]:
    """What in a page would run, or would be stopped by nothing but the Content-Security-Policy."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        is_data = element.get("src") or element.get("type") == "application/json"
        if element.tag == "style" or (element.tag == "script" and not is_data):
            found.append(element.tag)
        for name, value in element.attrib.items():
            scheme = value.strip().lower().partition(":")[0]
            leads = name in {"href", "src", "action", "formaction"}
            leads_astray = leads and scheme in {"javascript", "data"}
            if name.startswith("on") or name == "style" or leads_astray:
                found.append(f"{element.tag} {name}={value}")
    return found


def shown(response: Any) -> str:
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    text: str = response.content.decode()
    return text


def test_what_was_written_never_runs_in_the_admin(editor: Client, staff: Client) -> None:
    make_site(ATTACK, url="javascript:alert(1)")
    User.objects.filter(username="ed").update(first_name=ATTACK[:150])
    term = Term.objects.get(slug="everything")
    term.updated_by = User.objects.get(username="ed")
    term.save()
    former = Redirect.objects.create(slug=ATTACK, term=term)
    site = "/admin/glossary"
    tag, page = Tag.objects.get(), Page.objects.first()
    assert page
    for path in (
        *(f"{LIST}", f"{LIST}?q=%3Cscript%3E", f"{LIST}add/?name=%3Cscript%3E"),
        *(f"{LIST}{term.pk}/{view}/" for view in ("change", "history", "delete")),
        *(f"{site}/category/", f"{site}/category/{term.category_id}/change/"),
        *(f"{site}/category/{term.category_id}/delete/", f"{site}/category/add/?_popup=1"),
        *(f"{site}/tag/", f"{site}/tag/{tag.pk}/change/", f"{site}/redirect/"),
        *(f"{site}/redirect/{former.pk}/change/", f"{site}/navigationlink/"),
        *(f"{site}/page/", f"{site}/page/{page.pk}/change/", "/admin/", "/admin/none/"),
    ):
        assert running(shown(editor.get(path, follow=True))) == []
    assert running(shown(staff.get(f"{LIST}{term.pk}/change/"))) == []


def test_what_was_typed_never_runs_when_it_comes_back(editor: Client, writer: Client) -> None:
    make_site(ATTACK)
    term = Term.objects.get(slug="everything")
    url = f"{LIST}{term.pk}/change/"
    other = make_term("Other", slug="another")
    assert running(shown(submit(editor, url, slug=ATTACK, replaced_by_slug=ATTACK))) == []
    assert running(shown(submit(editor, url, tags=ATTACK * 9))) == []
    clash = submit(editor, f"{LIST}{other.pk}/change/", name=ATTACK, definition=ATTACK)
    assert "Another entry already uses this name" in shown(clash)
    assert running(shown(clash)) == []
    conflict = submit(editor, url, name="New", version=ATTACK)
    assert "Somebody else saved this entry" in shown(conflict)
    assert running(shown(conflict)) == []
    back = writer.post(url, {"name": ATTACK, "definition": ATTACK, "aliases-0-text": ATTACK})
    assert back.status_code == 403
    assert running(shown(back)) == []


def test_what_was_typed_never_runs_in_a_message(editor: Client) -> None:
    term = make_term("Term")
    data = {"action": "add_tag", "_selected_action": [term.pk], "tag": ATTACK[:90]}
    page = shown(editor.post(LIST, data, follow=True))
    assert "entry tagged" in page
    assert running(page) == []


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(
    "field",
    [
        *("category", "replaced_by", "replaced_by_slug", "status", "level", "publish_at_0"),
        *("version", "overwrite", "confirm_names", "relations-0-target", "relations-0-kind"),
        *("relations-0-target_slug", "aliases-0-kind", "sources-0-year", "applications-0-position"),
        *("aliases-TOTAL_FORMS", "relations-INITIAL_FORMS"),
    ],
)
def test_a_forged_value_is_rejectd_in_the_form(editor: Client, field: str, value: str) -> None:
    term = make_term("Term", aliases=("Alias",))
    make_relation(term, make_term("Other"))
    assert submit(editor, f"{LIST}{term.pk}/change/", **{field: value}).status_code in {200, 302}


def test_a_row_of_an_impossible_number_is_no_row(writer: Client) -> None:
    term = make_term("Term", status="draft", aliases=("Alias",))
    url = f"{LIST}{term.pk}/change/"
    data = fields_of(writer.get(url).content.decode()) | {f"aliases-{'9' * 5_000}-text": "x"}
    kind = "application/x-www-form-urlencoded"  # the other has a limit of its own
    Alias.objects.all().delete()
    assert writer.post(url, urlencode(data), kind).status_code == 200
    Term.objects.update(status="published")
    assert writer.post(url, urlencode(data), kind).status_code == 403


def test_more_rows_than_anybody_writes_are_rejected_unread(writer: Client) -> None:
    term = make_term("Term", status="draft")
    url = f"{LIST}{term.pk}/change/"
    response = submit(writer, url, **{"aliases-TOTAL_FORMS": "1500"})
    assert response.status_code == 200
    assert "Please submit at most 200 forms." in response.content.decode()
    assert len(response.context["inline_admin_formsets"][0].formset.forms) == 200


def test_more_fields_than_any_form_has_are_rejected(writer: Client) -> None:
    data = {f"field{number}": "x" for number in range(5_001)}
    assert writer.post("/admin/glossary/term/add/", data).status_code == 400


@pytest.mark.parametrize("field", ["definition", "in_depth", "key_takeaway", "name"])
def test_100_kb_are_rejected_in_the_form(writer: Client, field: str) -> None:
    term = make_term("Term", status="draft")
    response = submit(writer, f"{LIST}{term.pk}/change/", **{field: "[" * 100_000})
    assert field in response.context["adminform"].form.errors


def test_a_thousand_tags_are_rejected(writer: Client, editor: Client) -> None:
    term = make_term("Term", status="draft")
    many = ",".join(f"t{number}" for number in range(1_000))
    response = submit(writer, f"{LIST}{term.pk}/change/", tags=many)
    told = response.context["adminform"].form.errors["tags"]
    assert told == ["These are 1000 tags. At most 50 are allowed."]
    editor.post(LIST, {"action": "add_tag", "_selected_action": [term.pk], "tag": many})
    assert not Tag.objects.exists()


def test_a_tag_that_no_page_can_show_is_rejectd(writer: Client) -> None:
    term = make_term("Term", status="draft")
    response = submit(writer, f"{LIST}{term.pk}/change/", tags="a\x01b")
    assert response.context["adminform"].form.errors["tags"] == ["This is not a tag: a\ufffdb"]


def test_names_that_unfold_are_kept_within_their_columns(writer: Client) -> None:
    term = make_term("Term", status="draft")
    assert submit(writer, f"{LIST}{term.pk}/change/", name="\ufdfa" * 200).status_code == 302
    assert len(Name.objects.get().key) <= 200


@pytest.mark.parametrize("slug", ["gen ai", "a/b", "Big", "?"])
def test_an_address_that_is_none_is_rejectd_in_the_form(editor: Client, slug: str) -> None:
    term = make_term("Term")
    response = submit(editor, f"{LIST}{term.pk}/change/", slug=slug)
    (told,) = response.context["adminform"].form.errors["slug"]
    assert "cannot be used in an address" in told


@pytest.mark.parametrize("length", [201, 10_000])
def test_an_address_too_long_is_told_so(editor: Client, length: int) -> None:
    term = make_term("Term")
    response = submit(editor, f"{LIST}{term.pk}/change/", slug="x" * length)
    told = response.context["adminform"].form.errors["slug"]
    assert told == [f"Ensure this value has at most 200 characters (it has {length})."]


def test_the_second_entry_of_a_very_long_name_gets_an_address(editor: Client) -> None:
    name = "x" * 180
    first = make_term(name)
    data = {"category": first.category_id, "definition": "x", "name": f"{name}y"}
    assert submit(editor, f"{LIST}add/", **data).status_code == 302
    assert Term.objects.get(name=f"{name}y").slug == f"{'x' * 150}-2"


@pytest.mark.parametrize("path", ["preview/", "upload/"])
def test_the_token_of_the_form_is_asked_for(writer: Client, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = writer.cookies
    assert strict.post(f"/admin/markdownx/{path}", {"content": "x"}).status_code == 403


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_logging_in_leads_nowhere_else(client: Client, address: str) -> None:
    User.objects.create_superuser("root", password="secret")
    data = {"username": "root", "password": "secret"}
    response = client.post(f"/admin/login/?next={address}", data | {"next": address})
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
