"""Each role, and each way that is denied to it."""

import pytest
from django.test import Client

from glossary.models import FormerSlug, Page, Status, Term
from tests.admin.filling import fields_of, submit
from tests.factories import make_category, make_term, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/glossary/term/add/"
LIST = "/admin/glossary/term/"


def change_url(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def statuses_offered(client: Client, url: str) -> list[str]:
    form = client.get(url).context["adminform"].form
    return [value for value, _ in form.fields["status"].choices]


def test_a_writer_is_offered_draft_and_review_only(writer: Client, editor: Client) -> None:
    assert statuses_offered(writer, ADD) == ["draft", "review"]
    assert statuses_offered(editor, ADD) == ["draft", "review", "published", "deprecated"]


@pytest.mark.parametrize("status", ["published", "deprecated"])
def test_a_writer_cannot_add_a_public_entry(writer: Client, status: str) -> None:
    category = make_category()
    changes = {"name": "Term", "category": category.pk, "definition": "x", "status": status}
    response = submit(writer, ADD, **changes)
    assert response.status_code == 200
    assert not Term.objects.exists()


def test_a_writer_adds_and_changes_a_draft(writer: Client) -> None:
    changes = {"name": "Term", "category": make_category().pk, "definition": "x"}
    assert submit(writer, ADD, **changes).status_code == 302
    term = Term.objects.get()
    assert submit(writer, change_url(term), status="review").status_code == 302
    term.refresh_from_db()
    assert term.status == Status.REVIEW


@pytest.mark.parametrize("status", ["published", "deprecated"])
def test_a_writer_cannot_publish_a_draft(writer: Client, status: str) -> None:
    term = make_term("Term", status="draft")
    assert submit(writer, change_url(term), status=status).status_code == 200
    term.refresh_from_db()
    assert term.status == Status.DRAFT


@pytest.mark.parametrize("status", ["published", "deprecated"])
def test_a_writer_sees_but_cannot_change_a_public_entry(writer: Client, status: str) -> None:
    term = make_term("Term", status="draft", aliases=("One",))
    data = fields_of(writer.get(change_url(term)).content.decode())
    Term.objects.update(status=status)
    assert writer.get(change_url(term)).status_code == 200
    changes = {"definition": "我的文字", "aliases-0-text": "Uno", "tags": "red", "status": "draft"}
    response = writer.post(change_url(term), data | changes)
    assert response.status_code == 403
    assert dict(response.context["typed"]) == {
        "Name": "Term",
        "Slug": "term",
        "Definition": "我的文字",
        "In depth": "More about Term.",
        "Key takeaway": "Remember Term.",
        "Tags": "red",
        "Alias 1: Text": "Uno",
    }
    term.refresh_from_db()
    assert (term.status, term.definition) == (status, "What Term is.")
    assert [alias.text for alias in term.aliases.all()] == ["One"]


def test_a_writer_cannot_delete(writer: Client) -> None:
    term = make_term("Term", status="draft")
    answer = writer.post(f"/admin/glossary/term/{term.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [term.pk], "post": "yes"}
    writer.post(LIST, chosen)
    assert Term.objects.exists()


@pytest.mark.parametrize("action", ["publish", "withdraw", "export_selected", "delete_selected"])
def test_a_writer_has_none_of_the_editors_actions(writer: Client, action: str) -> None:
    draft, public = make_term("Draft", status="draft"), make_term("Public")
    offered = writer.get(LIST).context["action_form"].fields["action"].choices
    assert action not in dict(offered)
    response = writer.post(LIST, {"action": action, "_selected_action": [draft.pk, public.pk]})
    assert response.status_code == 302
    assert list(Term.objects.order_by("name").values_list("status", flat=True)) == [
        "draft",
        "published",
    ]


def test_a_writer_exports_nothing(writer: Client, editor: Client) -> None:
    for client in (writer, editor):
        assert client.get("/admin/glossary/term/export/").status_code == 403
        assert "Export all" not in client.get(LIST).content.decode()


def test_staff_view_and_export_but_write_nothing(staff: Client) -> None:
    term = make_term("Term", status="draft")
    assert staff.get(change_url(term)).status_code == 200
    assert staff.post(change_url(term), {"name": "x"}).status_code == 403
    assert staff.get(ADD).status_code == 403
    assert staff.post(ADD, {"name": "x"}).status_code == 403
    assert "Export all" in staff.get(LIST).content.decode()


@pytest.mark.parametrize("model", ["page", "navigationlink", "formerslug"])
def test_the_site_around_the_glossary_is_the_editors(
    writer: Client, editor: Client, model: str
) -> None:
    assert writer.get(f"/admin/glossary/{model}/").status_code == 403
    assert editor.get(f"/admin/glossary/{model}/").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "glossary/term/", "glossary/term/add/", "glossary/term/export/"]
)
def test_a_visitor_is_sent_to_log_in(client: Client, path: str) -> None:
    assert client.get(f"/admin/{path}").headers["Location"].startswith("/admin/login/")


def test_a_user_who_is_not_staff_is_kept_out(client: Client) -> None:
    client.force_login(make_user("Editors", is_staff=False))
    assert client.get(LIST).headers["Location"].startswith("/admin/login/")
    for path in ("markdownx/preview/", "markdownx/upload/"):
        assert client.post(f"/admin/{path}", {"content": "x", "look": "prose"}).status_code == 403
    for path in ("propose/slug/term/?name=x", "propose/tags/?q=x"):
        assert client.get(f"/admin/{path}").status_code == 403


@pytest.mark.parametrize("path", ["propose/slug/term/?name=x", "propose/tags/?q=x"])
def test_proposals_are_for_those_who_write(
    client: Client, staff: Client, writer: Client, path: str
) -> None:
    assert client.get(f"/admin/{path}").status_code == 403
    assert staff.get(f"/admin/{path}").status_code == 403
    assert writer.get(f"/admin/{path}").status_code == 200


def test_derived_rows_and_taggits_own_have_no_page(client: Client) -> None:
    client.force_login(make_user(is_superuser=True))
    for path in ("glossary/name", "glossary/edition", "glossary/staleterm", "taggit/tag"):
        assert client.get(f"/admin/{path}/").status_code == 404


def test_former_addresses_are_read_or_deleted(editor: Client) -> None:
    former = FormerSlug.objects.create(slug="old", term=make_term("Term"))
    url = f"/admin/glossary/formerslug/{former.pk}"
    assert editor.get("/admin/glossary/formerslug/add/").status_code == 403
    assert editor.get(f"{url}/change/").status_code == 200
    assert editor.post(f"{url}/change/", {"slug": "x"}).status_code == 403
    assert editor.post(f"{url}/delete/", {"post": "yes"}).status_code == 302
    assert not FormerSlug.objects.exists()


def test_markdownx_own_addresses_do_not_exist(client: Client) -> None:
    for path in ("/markdownx/markdownify/", "/markdownx/upload/"):
        assert client.post(path, {"content": "x"}).status_code == 404


def test_an_editor_writes_a_page(editor: Client) -> None:
    url = "/admin/glossary/page/add/"
    response = submit(editor, url, form_id="page_form", title="About us", body="# Hello\r\n\r\nx")
    assert response.status_code == 302
    assert Page.objects.values_list("slug", "body").get() == ("about-us", "# Hello\n\nx")
