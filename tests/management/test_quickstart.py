import io
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from glossary.models import Category, Page, Term
from tests.factories import make_category

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _static_files_elsewhere(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("quickstart", stdout=out, **options)
    return out.getvalue()


def test_it_makes_a_glossary_and_an_editor_who_can_log_in(client: Client) -> None:
    printed = run()
    match = re.search(r"as editor, password (\S+)  \(printed only this once\)", printed)
    assert match
    assert client.login(username="editor", password=match[1])
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert sorted(user.groups.values_list("name", flat=True)) == ["Editors", "Staff"]
    assert client.get("/admin/glossary/term/add/").status_code == 200
    assert "http://localhost:8000/admin/" in printed
    assert f"({Term.objects.published().count()} entries)" in printed
    assert client.get("/glossary/generative-ai/").status_code == 200
    assert client.get("/status.json").status_code == 200


def test_a_second_run_changes_nothing_and_prints_no_password() -> None:
    run()
    Term.objects.filter(slug="generative-ai").update(name="Ours")
    before = (list(Term.objects.values()), list(User.objects.values()))
    again = run()
    assert "printed only this once" not in again
    command = again.partition("New password: ")[2].split()
    assert command[1:] == ["manage.py", "changepassword", "editor"]
    assert Path(command[0]).samefile(sys.executable)
    assert (list(Term.objects.values()), list(User.objects.values())) == before


def test_the_sample_is_kept_out_of_a_glossary_that_has_begun() -> None:
    make_category(name="Ours")
    run()
    assert [category.name for category in Category.objects.all()] == ["Ours"]
    assert not Term.objects.exists()


def test_an_empty_beginning_and_another_name() -> None:
    run(no_sample=True, editor="ada")
    assert not Term.objects.exists()
    assert not Page.objects.exists()
    assert [user.username for user in User.objects.all()] == ["ada"]
