"""Each role, and each way that is denied to it."""

import pytest
from django.test import Client

from glossary.models import Category, Page, Redirect, Status, Tag, Term
from tests.admin.conftest import Login
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_term, make_user

pytestmark = pytest.mark.usefixtures("db")
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


def test_a_writer_fills_every_part_of_a_draft(writer: Client) -> None:
    target = make_term("Target")
    changes = {
        **{"name": "Term", "category": target.category_id, "definition": "x", "tags": "new, red"},
        **{"aliases-0-text": "Word", "relations-0-target": target.pk},
        **{"applications-0-title": "Use", "applications-0-description": "x"},
        "sources-0-title": "Book",
    }
    assert submit(writer, ADD, **changes).status_code == 302
    term = Term.objects.get(name="Term")
    parts = [term.aliases, term.applications, term.relations, term.sources, term.tags]
    assert [part.count() for part in parts] == [1, 1, 1, 1, 2]


def test_a_writers_draft_shows_on_no_public_page(writer: Client, client: Client) -> None:
    public = make_term("Public")
    changes = {
        **{"name": "Secret", "category": public.category_id, "definition": "x", "tags": "secret"},
        **{"replaced_by": public.pk, "aliases-0-text": "Public", "relations-0-target": public.pk},
        "applications-0-title": "Secret use",
    }
    changes["applications-0-description"] = "x"
    page = submit(writer, ADD, **changes)
    token = page.context["adminform"].form.names_token
    assert submit(writer, ADD, **changes, confirm_names=token).status_code == 302
    assert Term.objects.get(name="Secret").tags.count() == 1
    for path in (
        *(public.get_absolute_url(), "/glossary/", "/glossary/?tag=secret", "/tags/"),
        *("/applications/", "/search/?q=public", "/feed/", "/sitemap.xml", "/glossary/secre/"),
    ):
        assert "secret" not in client.get(path).content.decode().lower()
    assert client.get("/tags/secret/").status_code == 404


@pytest.mark.parametrize("forged", ["id", "term"])
def test_a_writer_cannot_reach_the_parts_of_a_public_entry_through_a_draft(
    writer: Client, forged: str
) -> None:
    public, draft = make_term("Public", aliases=("One",)), make_term("Draft", status="draft")
    alias = public.aliases.get()
    rows = {
        "aliases-INITIAL_FORMS": "1" if forged == "id" else "0",
        "aliases-0-id": str(alias.pk) if forged == "id" else "",
        "aliases-0-term": str(public.pk if forged == "term" else draft.pk),
        "aliases-0-text": "Stolen",
    }
    submit(writer, change_url(draft), **rows, **{"aliases-0-DELETE": ""})
    submit(writer, change_url(draft), **rows, **{"aliases-0-DELETE": "on"})
    assert [alias.text for alias in public.aliases.all()] == ["One"]


def test_a_writer_cannot_end_the_redirect_to_a_public_entry(
    writer: Client, editor: Client, client: Client
) -> None:
    public = make_term("Public", slug="old")
    public.slug = "new"
    public.save()
    draft = make_term("Draft", status="draft")
    for url, changes in (
        (change_url(draft), {}),
        (ADD, {"name": "Another", "category": public.category_id, "definition": "x"}),
    ):
        response = submit(writer, url, slug="old", **changes)
        assert "redirects to a public entry" in response.content.decode()
    assert client.get("/glossary/old/").headers["Location"] == "/glossary/new/"
    assert submit(editor, change_url(draft), slug="old").status_code == 302


@pytest.mark.parametrize(
    "forged",
    [
        {"first_published": "2020-01-01", "updated_by": "1", "id": "1", "sort_key": "a"},
        {"_saveasnew": "1", "status": "published"},
        {"publish_at_0": "2020-01-01", "publish_at_1": "00:00", "status": "published"},
        {"slug": "public"},
    ],
)
def test_a_writer_publishes_and_overtakes_nothing_with_forged_fields(
    writer: Client, forged: dict[str, str]
) -> None:
    make_term("Public", slug="public")
    draft = make_term("Draft", status="draft")
    submit(writer, change_url(draft), **forged)
    draft.refresh_from_db()
    assert (draft.status, draft.slug, draft.first_published) == ("draft", "draft", None)
    assert list(Term.objects.published().values_list("name", flat=True)) == ["Public"]


def test_a_form_that_does_not_say_what_its_writer_saw_is_asked_back(writer: Client) -> None:
    draft = make_term("Draft", status="draft")
    assert submit(writer, change_url(draft), version="", definition="x").status_code == 200
    draft.refresh_from_db()
    assert draft.definition == "What Draft is."


@pytest.mark.parametrize("action", ["set_category", "add_tag", "publish", "withdraw"])
@pytest.mark.parametrize("role", ["Writers", "Staff", "nobody"])
def test_choosing_all_changes_nothing_public(login: Login, role: str, action: str) -> None:
    public, other = make_term("Public"), make_category()
    data = {"action": action, "select_across": "1", "_selected_action": [public.pk]}
    login(role).post(LIST, data | {"category": other.pk, "tag": "new"})
    changed = Term.objects.get()
    assert (changed.status, changed.category, changed.tags.count(), changed.updated) == (
        "published",
        public.category,
        0,
        public.updated,
    )


@pytest.mark.parametrize("role", ["Writers", "Staff"])
def test_categories_and_tags_are_seen_but_not_changed(login: Login, role: str) -> None:
    client, term = login(role), make_term("Term", tags=("tag",))
    tag = term.tags.get()
    for model, row in (("category", term.category), ("tag", tag)):
        site = f"/admin/glossary/{model}"
        assert client.get(f"{site}/").status_code == 200
        assert client.get(f"{site}/{row.pk}/change/").status_code == 200
        forged = {"name": "Forged", "slug": "forged", "order": "1", "post": "yes", "_popup": "1"}
        for path in ("add/", "add/?_popup=1", f"{row.pk}/change/", f"{row.pk}/delete/"):
            assert client.post(f"{site}/{path}", forged).status_code == 403
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": term.category_id}
    data = rows | {"form-0-order": "99", "_save": "Save"}
    assert client.post("/admin/glossary/category/", data).status_code == 403
    assert [category.name for category in Category.objects.all()] == [term.category.name]
    assert [tag.name for tag in Tag.objects.all()] == ["tag"]


def test_accounts_are_the_administrators(writer: Client, editor: Client, staff: Client) -> None:
    for someone in (writer, editor, staff):
        for path in ("user/", "user/add/", "group/", "group/add/"):
            assert someone.get(f"/admin/auth/{path}").status_code == 403


def test_an_editor_cannot_export_selected_entries(editor: Client) -> None:
    data = {"action": "export_selected", "_selected_action": [make_term("Term").pk]}
    response = editor.post(LIST, data)
    assert (response.status_code, response.headers["Content-Type"][:9]) == (302, "text/html")


def test_an_account_without_a_role_sees_and_does_nothing(login: Login) -> None:
    client, term = login(), make_term("Secret", status="draft")
    query = "?app_label=glossary&model_name=relation&field_name=target"
    paths = [
        "",
        "add/",
        "export/",
        f"{term.pk}/change/",
        f"{term.pk}/history/",
        f"{term.pk}/delete/",
    ]
    for path in (*(f"glossary/term/{path}" for path in paths), f"autocomplete/{query}"):
        assert client.get(f"/admin/{path}").status_code == 403
    assert client.get(term.get_absolute_url()).status_code == 404


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


@pytest.mark.parametrize("model", ["page", "navigationlink", "redirect"])
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
    for path in ("suggest/slug/term/?name=x", "suggest/tags/?q=x"):
        assert client.get(f"/admin/{path}").status_code == 403


@pytest.mark.parametrize("path", ["suggest/slug/term/?name=x", "suggest/tags/?q=x"])
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
    former = Redirect.objects.create(slug="old", term=make_term("Term"))
    url = f"/admin/glossary/redirect/{former.pk}"
    assert editor.get("/admin/glossary/redirect/add/").status_code == 403
    assert editor.get(f"{url}/change/").status_code == 200
    assert editor.post(f"{url}/change/", {"slug": "x"}).status_code == 403
    assert editor.post(f"{url}/delete/", {"post": "yes"}).status_code == 302
    assert not Redirect.objects.exists()


def test_markdownx_own_addresses_do_not_exist(client: Client) -> None:
    for path in ("/markdownx/markdownify/", "/markdownx/upload/"):
        assert client.post(path, {"content": "x"}).status_code == 404


def test_an_editor_writes_a_page(editor: Client) -> None:
    url = "/admin/glossary/page/add/"
    response = submit(editor, url, form_id="page_form", title="About us", body="# Hello\r\n\r\nx")
    assert response.status_code == 302
    assert Page.objects.values_list("slug", "body").get() == ("about-us", "# Hello\n\nx")
