import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from glossary.models import Term
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")
LIST = "/admin/glossary/term/"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_all_is_the_file_that_the_command_writes(staff: Client, tmp_path: Path) -> None:
    make_term("Ünïcode", aliases=("中文",), tags=("a",))
    make_term("Draft", status="draft")
    response = staff.get("/admin/glossary/term/export/")
    name = f"glossary-{timezone.localdate():%Y-%m-%d}.json"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    file = tmp_path / "glossary.json"
    call_command("export_glossary", output=file)
    assert body(response) == file.read_bytes()


def test_selected_entries_are_exported_alone(staff: Client) -> None:
    one = make_term("One")
    make_term("Two")
    data = {"action": "export_selected", "_selected_action": [one.pk]}
    response = staff.post(LIST, data)
    name = f"glossary-selection-{timezone.localdate():%Y-%m-%d}.json"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    records = json.loads(body(response))
    terms = [r["fields"]["name"] for r in records if r["model"] == "glossary.term"]
    assert terms == ["One"]


def test_an_export_changes_nothing(staff: Client) -> None:
    before = Term.objects.get(pk=make_term("One").pk).updated
    body(staff.get("/admin/glossary/term/export/"))
    assert Term.objects.get().updated == before
