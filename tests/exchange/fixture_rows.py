"""Writes fixtures by hand, and imports them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from glossary.exchange.fixture.writer import write_fixture

Row = dict[str, Any]


def exported() -> str:
    stream = io.StringIO()
    write_fixture(stream)
    return stream.getvalue()


def export(path: Path) -> list[Row]:
    path.write_text(exported(), encoding="utf-8")
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def rewrite(path: Path, rows: Any) -> None:
    path.write_text(json.dumps(rows), encoding="utf-8")


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_glossary", str(path), "--no-input", *options, stdout=out)
    return out.getvalue()


def refusal(path: Path) -> str:
    """Run an import that must be refused; return the report and the sentence."""
    out = io.StringIO()
    before = exported()
    with pytest.raises(CommandError) as error:
        call_command("import_glossary", str(path), "--no-input", stdout=out)
    assert exported() == before
    return out.getvalue() + str(error.value)


def confirmed(path: Path) -> str:
    """Import; then the same file and an export must both change nothing. Return the report."""
    said = run(path)
    assert run(path).endswith("\nNothing to write.\n")
    before = exported()
    path.write_text(before, encoding="utf-8")
    assert run(path).endswith("\nNothing to write.\n")
    assert exported() == before
    return said


def row(model: str, **fields: Any) -> Row:
    return {"model": f"glossary.{model}", "fields": fields}


def category_row(slug: str = "cat", **fields: Any) -> Row:
    return row("category", **{"name": slug.title(), "slug": slug} | fields)


def term_row(slug: str = "new-one", **fields: Any) -> Row:
    basic = {"name": "New", "slug": slug, "category": ["cat"], "definition": "New."}
    return row("term", **basic | fields)


def tie_row(term: str, kind: str, target: str) -> Row:
    return row("relation", term=[term], kind=kind, target=[target])


def exclusion_row(term: str, target: str, context: str = "") -> Row:
    return row("linkexclusion", term=[term], target=[target], context=context)


def former_row(slug: str, term: str) -> Row:
    return row("redirect", slug=slug, term=[term])
