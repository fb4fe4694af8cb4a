import pytest
from django.test import Client

from glossary.models import Category, Tag
from tests.admin.form_data import submit
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")
ADD = "/admin/glossary/tag/add/"


def test_tags_are_counted(editor: Client) -> None:
    make_term("One", tags=("red", "green"))
    make_term("Two", tags=("red",))
    found = editor.get("/admin/glossary/tag/?o=-3").context["cl"].result_list
    assert [(tag.name, tag.entries) for tag in found] == [("red", 2), ("green", 1)]


def test_a_tag_that_folds_to_another_is_rejectd_in_words(editor: Client) -> None:
    make_term("One", tags=("NLP",))
    response = submit(editor, ADD, form_id="tag_form", name="nlp")
    assert "The tag “NLP” already exists." in response.content.decode()


def test_a_tag_in_any_script_gets_an_address(editor: Client) -> None:
    assert submit(editor, ADD, form_id="tag_form", name="机器学习").status_code == 302
    assert Tag.objects.get().slug == "机器学习"


def test_tags_are_proposed_by_their_beginning_first(writer: Client) -> None:
    make_term("One", tags=("Open models", "Models", "École"))
    assert writer.get("/admin/suggest/tags/?q=mod").json() == {"tags": ["Models", "Open models"]}
    assert writer.get("/admin/suggest/tags/?q=eco").json() == {"tags": ["École"]}
    assert writer.get("/admin/suggest/tags/?q=+").json() == {"tags": []}
    assert writer.get("/admin/suggest/tags/?q=%25%00").json() == {"tags": []}


def test_a_category_gets_a_slug_and_is_counted(editor: Client) -> None:
    url = "/admin/glossary/category/add/"
    submit(editor, url, form_id="category_form", name="Langue naturelle")
    category = Category.objects.get()
    assert category.slug == "langue-naturelle"
    make_term("One", category=category)
    found = editor.get("/admin/glossary/category/").context["cl"].result_list
    assert [row.entries for row in found] == [1]


def test_a_category_with_entries_cannot_be_deleted(editor: Client) -> None:
    term = make_term("One", category=make_category())
    url = f"/admin/glossary/category/{term.category.pk}/delete/"
    response = editor.post(url, {"post": "yes"})
    assert response.status_code == 200
    assert Category.objects.exists()
