from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from glossary.models import Alias, Application, Name, Redirect, Relation, Status, Term
from tests.admin.form_data import fields_of, submit
from tests.factories import make_category, make_relation, make_source, make_term

pytestmark = pytest.mark.usefixtures("db")
ADD = "/admin/glossary/term/add/"


def change_url(term: Term) -> str:
    return f"/admin/glossary/term/{term.pk}/change/"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def test_an_editor_writes_a_whole_entry(editor: Client) -> None:
    category, other = make_category(), make_term("Machine learning")
    response = submit(
        editor,
        ADD,
        name="Generative AI",
        category=category.pk,
        definition="Systems that **make** things.",
        in_depth="One.\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
        tags="deep learning, NLP",
        status="published",
        **{
            "aliases-0-text": "Gen AI",
            "applications-0-title": "Drug discovery",
            "applications-0-description": "Finds molecules.",
            "relations-0-target": other.pk,
            "sources-0-title": "A paper",
        },
    )
    assert response.status_code == 302, text_of(response)
    term = Term.objects.get(slug="generative-ai")
    assert term.in_depth == "One.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert sorted(tag.name for tag in term.tags.all()) == ["NLP", "deep learning"]
    assert [alias.text for alias in term.aliases.all()] == ["Gen AI"]
    assert [application.title for application in term.applications.all()] == ["Drug discovery"]
    assert [relation.target for relation in term.relations.all()] == [other]
    assert [source.title for source in term.sources.all()] == ["A paper"]
    assert term.updated_by is not None
    assert term.updated_by.username == "ed"
    written = term.names.filter(listed=True).values_list("text", flat=True)
    assert sorted(written) == [
        "Gen AI",
        "Generative AI",
    ]


def test_a_slug_is_proposed_for_a_name_in_any_script_and_kept_free(editor: Client) -> None:
    make_term("हिन्दी")
    make_term("Old", slug="was")
    Term.objects.filter(slug="was").get().delete()
    category = make_category()
    answers = [
        ("हिन्दी", "हिन्दी-2"),
        ("C++", "c-plus-plus"),
        ("Search", "search-2"),
        ("†", "dagger"),
    ]
    for name, slug in answers:
        url = f"/admin/suggest/slug/term/?name={name.replace('+', '%2B')}"
        assert editor.get(url).json() == {"slug": slug}
        response = submit(
            editor, ADD, name=name, category=category.pk, definition="x", confirm_names="x"
        )
        if response.status_code == 200:  # the name is taken, which the editor confirms
            response = editor.post(
                ADD,
                fields_of(text_of(response))
                | {"confirm_names": response.context["adminform"].form.names_token},
            )
        assert response.status_code == 302, text_of(response)
        assert Term.objects.filter(name=name, slug=slug).exists()


def test_a_proposed_slug_is_never_one_that_leads_elsewhere(editor: Client) -> None:
    term = make_term("Neural net")
    term.slug = "neural-network"
    term.save()
    assert Redirect.objects.filter(slug="neural-net").exists()
    answer = editor.get("/admin/suggest/slug/term/?name=Neural net")
    assert answer.json() == {"slug": "neural-net-2"}


def test_a_slug_once_given_stays_when_the_name_changes(editor: Client) -> None:
    term = make_term("Neural net")
    assert submit(editor, change_url(term), name="Neural network").status_code == 302
    term.refresh_from_db()
    assert (term.name, term.slug) == ("Neural network", "neural-net")


def test_tags_are_told_apart_by_commas_alone_and_by_folded_name(editor: Client) -> None:
    make_term("Other", tags=("NLP",))
    term = make_term("Term")
    submit(editor, change_url(term), tags="deep learning")
    assert [tag.name for tag in term.tags.all()] == ["deep learning"]
    submit(editor, change_url(term), tags='nlp, "R, the language", Nlp')
    assert sorted(tag.name for tag in term.tags.all()) == ["NLP", "R, the language"]
    page = text_of(editor.get(change_url(term)))
    assert fields_of(page)["tags"] == 'NLP, "R, the language"'


def test_a_tag_too_long_is_rejectd_in_words(editor: Client) -> None:
    term = make_term("Term")
    response = submit(editor, change_url(term), tags="x" * 101)
    assert "longer than 100 characters" in text_of(response)


def test_a_text_too_long_is_rejectd_and_kept(editor: Client) -> None:
    term = make_term("Term")
    response = submit(editor, change_url(term), definition="x" * 1001)
    assert response.status_code == 200
    assert fields_of(text_of(response))["definition"] == "x" * 1001


def test_an_indented_first_line_stays_code(editor: Client) -> None:
    term = make_term("Term")
    submit(editor, change_url(term), in_depth="\r\n    code\r\n\r\ntext  \r\n")
    term.refresh_from_db()
    assert term.in_depth == "    code\n\ntext"


def test_a_name_that_another_entry_has_comes_back_with_both(editor: Client) -> None:
    other = make_term("Generative AI", aliases=("Gen AI",), definition="The *other* one.")
    category = make_category()
    changes = {"name": "gen-ai", "category": category.pk, "definition": "Mine."}
    response = submit(editor, ADD, **changes)
    assert response.status_code == 200
    page = text_of(response)
    assert "The <em>other</em> one." in page
    assert f'href="{change_url(other)}"' in page
    assert "<p>Mine.</p>" in page
    assert fields_of(page)["name"] == "gen-ai"
    token = response.context["adminform"].form.names_token
    sent = editor.post(ADD, fields_of(page) | {"confirm_names": token})
    assert sent.status_code == 302
    assert Term.objects.filter(name="gen-ai").exists()


def test_an_alias_that_another_entry_has_comes_back_too(editor: Client) -> None:
    make_term("Machine learning", aliases=("ML",))
    term = make_term("Maximum likelihood")
    response = submit(editor, change_url(term), **{"aliases-0-text": "ml"})
    assert [same.text for same in response.context["adminform"].form.clashes] == ["ml"]
    assert fields_of(text_of(response))["aliases-0-text"] == "ml"
    assert not Alias.objects.filter(text="ml").exists()


def test_an_alias_that_repeats_the_entrys_own_name_is_asked_about(editor: Client) -> None:
    term = make_term("Machine learning")
    response = submit(editor, change_url(term), **{"aliases-0-text": "machine-learning"})
    assert "is the same as the name of this entry" in text_of(response)


def test_a_confirmation_does_not_cover_another_name(editor: Client) -> None:
    make_term("One")
    make_term("Two")
    category = make_category()
    response = submit(editor, ADD, name="One", category=category.pk, definition="x")
    token = response.context["adminform"].form.names_token
    data = fields_of(text_of(response)) | {"name": "Two", "confirm_names": token}
    assert editor.post(ADD, data).status_code == 200
    assert Term.objects.filter(name="Two").count() == 1


def test_a_name_once_accepted_is_asked_about_again_only_when_a_name_changes(
    editor: Client,
) -> None:
    make_term("Bank", aliases=("Shore", "Edge"))
    term = make_term("Bank", slug="bank-2", aliases=("Shore",))
    assert submit(editor, change_url(term), definition="New.").status_code == 302
    response = submit(editor, change_url(term), **{"aliases-1-text": "edge"})
    assert [same.text for same in response.context["adminform"].form.clashes] == ["edge"]
    response = submit(editor, change_url(term), name="Shore")
    asked = [same.text for same in response.context["adminform"].form.clashes]
    assert asked == ["Shore", "Shore"]
    response = submit(editor, change_url(term), name="Quay")
    assert response.status_code == 302


def test_a_deleted_alias_row_and_an_own_alias_are_no_clash(editor: Client) -> None:
    make_term("One", aliases=("Uno",))
    term = make_term("Two", aliases=("Uno", "Due"))
    assert submit(editor, change_url(term), **{"aliases-0-DELETE": "on"}).status_code == 302
    assert [alias.text for alias in term.aliases.all()] == ["Due"]


def test_who_saves_second_is_told_and_loses_nothing(editor: Client, login: object) -> None:
    term = make_term("Term", definition="First.")
    mine = fields_of(text_of(editor.get(change_url(term))))
    other = login("Editors", username="jo", first_name="Jo", last_name="March")  # type: ignore[operator]
    submit(other, change_url(term), definition="Hers.")
    response = editor.post(change_url(term), mine | {"definition": "Mine."})
    page = text_of(response)
    assert response.status_code == 200
    assert "<strong>jo</strong> saved it" in page
    assert "<p>Hers.</p>" in page
    assert fields_of(page)["definition"] == "Mine."
    term.refresh_from_db()
    assert term.definition == "Hers."
    again = editor.post(change_url(term), fields_of(page))
    assert again.status_code == 200
    form = response.context["adminform"].form
    sent = editor.post(change_url(term), fields_of(page) | {"overwrite": form.stored_version})
    assert sent.status_code == 302
    term.refresh_from_db()
    assert term.definition == "Mine."


def test_only_saving_locks_the_entry(editor: Client) -> None:
    term = make_term("Term")
    with CaptureQueriesContext(connection) as reading:
        editor.get(change_url(term))
    assert not any("FOR UPDATE" in query["sql"] for query in reading.captured_queries)
    with CaptureQueriesContext(connection) as saving:
        submit(editor, change_url(term), definition="New.")
    locks = any("FOR UPDATE" in query["sql"] for query in saving.captured_queries)
    assert locks == connection.features.has_select_for_update


def test_a_change_of_tags_or_parts_alone_is_a_conflict_too(editor: Client) -> None:
    term = make_term("Term")
    mine = fields_of(text_of(editor.get(change_url(term))))
    term.tags.add("new")
    assert editor.post(change_url(term), mine).status_code == 200
    mine = fields_of(text_of(editor.get(change_url(term))))
    make_source(term)
    assert editor.post(change_url(term), mine).status_code == 200


def test_a_row_deleted_by_someone_else_is_written_again_when_overwriting(editor: Client) -> None:
    term = make_term("Term", aliases=("One", "Two", "Three"))
    mine = fields_of(text_of(editor.get(change_url(term)))) | {"aliases-3-text": "Four"}
    Alias.objects.filter(text__in=["One", "Three"]).delete()
    response = editor.post(change_url(term), mine | {"aliases-0-text": "Uno"})
    page = text_of(response)
    texts = {value for name, value in fields_of(page).items() if name.endswith("-text")}
    assert texts == {"Uno", "Two", "Three", "Four"}
    token = response.context["adminform"].form.stored_version
    sent = editor.post(change_url(term), fields_of(page) | {"overwrite": token})
    assert sent.status_code == 302, text_of(sent)
    kept = sorted(alias.text for alias in term.aliases.all())
    assert kept == ["Four", "Three", "Two", "Uno"]


def test_an_entry_deleted_meanwhile_hands_the_text_back(editor: Client) -> None:
    term = make_term("Term")
    url, mine = change_url(term), fields_of(text_of(editor.get(change_url(term))))
    term.delete()
    response = editor.post(url, mine | {"in_depth": "My long text."})
    assert response.status_code == 404
    assert "My long text.</textarea>" in text_of(response)


def test_saving_without_a_change_leaves_the_time_alone(editor: Client) -> None:
    term = make_term("Term", aliases=("One",))
    past = timezone.now() - timedelta(days=3)
    Term.objects.filter(pk=term.pk).update(updated=past)
    assert submit(editor, change_url(term)).status_code == 302
    term.refresh_from_db()
    assert (term.updated, term.updated_by) == (past, None)
    submit(editor, change_url(term), **{"aliases-0-text": "Uno"})
    term.refresh_from_db()
    assert term.updated > past
    assert term.updated_by is not None


def test_the_form_says_what_is_still_missing(editor: Client) -> None:
    term = make_term("Term", key_takeaway="", tags=("t",), applications=("Use",))
    make_relation(term, make_term("Other"))
    shown = '<div class="readonly">key takeaway, sources</div>'
    assert text_of(editor.get(change_url(term))).count(shown) == 1
    make_source(term)
    Term.objects.filter(pk=term.pk).update(key_takeaway="Remember.")
    assert '<div class="readonly">nothing</div>' in text_of(editor.get(change_url(term)))


def test_the_history_says_what_changed(editor: Client) -> None:
    term = make_term("Term")
    submit(editor, change_url(term), definition="New.")
    assert LogEntry.objects.get().get_change_message() == "Changed Definition."


def test_applications_are_ordered_by_their_number(editor: Client) -> None:
    term = make_term("Term", applications=("A", "B"))
    submit(
        editor, change_url(term), **{"applications-0-position": "2", "applications-1-position": "1"}
    )
    assert [a.title for a in Application.objects.filter(term=term)] == ["B", "A"]


def test_a_blank_row_is_no_row_whatever_its_defaults(editor: Client) -> None:
    term = make_term("Term")
    changes = {"applications-0-position": "7", "aliases-0-kind": "abbreviation"}
    assert submit(editor, change_url(term), **changes).status_code == 302
    assert not term.applications.exists()
    assert not term.aliases.exists()


def test_without_the_script_another_entry_is_chosen_by_its_slug(editor: Client) -> None:
    term, other = make_term("Term"), make_term("Other")
    submit(editor, change_url(term), **{"relations-0-target_slug": "other"})
    assert Relation.objects.get().target == other
    response = submit(editor, change_url(term), **{"relations-1-target_slug": "nothing"})
    assert "Select a valid choice" in text_of(response)


def test_an_entry_can_neither_replace_itself_nor_relate_to_itself(editor: Client) -> None:
    term = make_term("Term", status=Status.DEPRECATED)
    response = submit(editor, change_url(term), replaced_by=term.pk)
    assert "An entry cannot replace itself." in text_of(response)
    response = submit(editor, change_url(term), **{"relations-0-target": term.pk})
    assert "An entry cannot be related to itself." in text_of(response)


def test_a_cycle_is_rejectd_with_a_message(editor: Client) -> None:
    one, two = make_term("One"), make_term("Two")
    make_relation(one, two, Relation.Kind.BROADER)
    changes = {"relations-0-kind": "broader", "relations-0-target": one.pk}
    response = submit(editor, change_url(two), **changes)
    assert "This would close a cycle" in text_of(response)


def test_names_are_right_after_saving(editor: Client) -> None:
    term = make_term("Term", aliases=("One",))
    submit(editor, change_url(term), name="Word", **{"aliases-0-text": "Uno"})
    written = Name.objects.filter(listed=True).values_list("text", flat=True)
    assert sorted(written) == [
        "Uno",
        "Word",
    ]


def test_characters_no_database_takes_are_rejected_in_words(editor: Client) -> None:
    term = make_term("Term")
    for name in ("name", "definition", "tags", "aliases-0-text", "sources-0-title", "sort_as"):
        response = submit(editor, change_url(term), **{name: "a\x00b"})
        assert response.status_code == 200
        assert "Null characters are not allowed." in text_of(response), name
    for name in ("aliases-0-text", "relations-0-target_slug", "version", "overwrite"):
        assert submit(editor, change_url(term), **{name: "\x00"}).status_code in {200, 302}
