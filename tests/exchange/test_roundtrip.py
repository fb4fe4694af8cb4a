import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Model

from glossary.exchange.authored import FIELDS
from glossary.exchange.fixture import write_fixture
from glossary.indexing.refresh import reindex
from glossary.models import (
    Alias,
    Edition,
    Mention,
    Name,
    NavigationLink,
    Page,
    Relation,
    StaleMentions,
    StaleTerm,
    Status,
    Tag,
    Term,
    Unnamed,
    Within,
)
from glossary.search.engine import search_ids
from tests.exchange.realdata import put, records, sample
from tests.factories import (
    make_category,
    make_link_veto,
    make_name_veto,
    make_relation,
    make_source,
    make_term,
)

pytestmark = pytest.mark.django_db
#: Whatever refers to an entry.
DERIVED = (Name, Mention, StaleMentions, Unnamed, Within)


def export() -> str:
    stream = io.StringIO()
    write_fixture(stream)
    return stream.getvalue()


def authored() -> dict[str, list[Any]]:
    """Every authored row with all its columns but ids, by way of the ORM: no code of ours."""
    return {
        model.__name__: sorted(
            map(repr, model._default_manager.order_by().values_list(*_columns(model)))
        )
        for model in FIELDS
    }


def _columns(model: type[Model]) -> list[str]:
    return [
        f"{field.name}__{'key' if field.related_model is Tag else 'slug'}"
        if field.is_relation
        else field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "updated_by"
    ]


def clear() -> None:
    """Leave a database as empty as a new one."""
    for model in (*DERIVED, *reversed(FIELDS)):
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]
    assert reindex() == 0


def make_glossary() -> None:
    """A little of everything, in several scripts, with what has been awkward before."""
    category = make_category(name="Основы", slug="основы", description="The *first* things.")
    first = make_term(
        "Generative AI",
        category=category,
        aliases=("Gen AI", "生成AI", "ＡＩ"),
        applications=("Zuerst", "Dann", "Ångström"),
        tags=("models", "हिन्दी", "C++", "+++"),
        exact_case="yes",
        in_depth='Line\n\nTwo "quotes" \\ and \u2028 and 🙂\n\n| a |\n|---|\n| b |',
    )
    second = make_term("Old", status=Status.DEPRECATED, replaced_by=first, tags=("models", "x"))
    Term.objects.filter(pk=second.pk).update(autolink=False)
    make_term("Draft", status=Status.DRAFT, publish_at="2999-01-01T00:00:00.123456Z")
    make_relation(first, second, "distinct")
    make_relation(second, first, "broader")
    for text in ("Generative AIs", "Généré", "Gen AI's"):
        make_name_veto(first, text)
    make_link_veto(second, first)
    make_link_veto(second, first, "what old is: ﬁ 生成 “x”")
    make_link_veto(first, second, "zwei")
    make_link_veto(first, second, "Éins")
    make_source(first, "Book", author="A. Uthor", year=1999)
    Alias.objects.create(term=first, text="Genai", kind="misspelling", autolink=False)
    first.slug = "gen-erative"
    first.save()
    Page.objects.create(title="About", slug="about", body="**We**")
    NavigationLink.objects.create(label="Über", url="/about/", place="footer", is_prominent=True)


def test_export_load_export_is_byte_identical(tmp_path: Path) -> None:
    make_glossary()
    _come_back(tmp_path)


@pytest.mark.parametrize("labels", [["glossary"], ["glossary", "taggit"]])
def test_dumpdata_reloads_with_nothing_lost(tmp_path: Path, labels: list[str]) -> None:
    make_glossary()
    before, rows = export(), authored()
    path = tmp_path / "dump.json"
    call_command(
        "dumpdata",
        *labels,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        output=str(path),
        verbosity=0,
    )
    clear()
    call_command("loaddata", str(path), verbosity=0)
    assert export() == before
    assert authored() == rows


def test_the_import_reads_what_dumpdata_writes(tmp_path: Path) -> None:
    make_glossary()
    before = export()
    path = tmp_path / "dump.json"
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", "glossary", output=str(path), verbosity=0, **natural)
    clear()
    call_command("import_glossary", str(path), "--no-input", stdout=io.StringIO())
    assert export() == before


def test_after_loaddata_index_search_tags_and_aliases_are_right(tmp_path: Path) -> None:
    make_glossary()
    path = tmp_path / "glossary.json"
    path.write_text(export(), encoding="utf-8")
    names = sorted(Name.objects.values_list("text", "kind", "sort_key", "initial"))
    clear()
    edition = Edition.objects.get().number
    call_command("loaddata", str(path), verbosity=0)
    assert sorted(Name.objects.values_list("text", "kind", "sort_key", "initial")) == names
    first = Term.objects.get(slug="gen-erative")
    assert search_ids("gen ai") == search_ids("生成AI") == [first.pk]
    assert sorted(first.tags.names()) == sorted(["models", "हिन्दी", "C++", "+++"])
    assert StaleTerm.objects.count() == 0
    assert Edition.objects.get().number > edition


def test_only_what_editors_wrote_is_exported() -> None:
    make_glossary()
    text = export()
    derived_models = ("name", "mention", "stale", "spelling", "within", "unnamed", "asked")
    derived_fields = ("sort_key", '"key"', "updated_by", "edition", '"pk"')
    for derived in (*derived_fields, *(f'"glossary.{name}"' for name in derived_models)):
        assert derived not in text
    assert "हिन्दी" in text
    assert "\r" not in text
    assert text.endswith("]\n")


def test_an_empty_glossary_is_an_empty_list() -> None:
    assert export() == "[]\n"


@pytest.mark.parametrize(
    "name",
    [
        "cncf/cncf.jsonl",
        "glosario/glosario.jsonl",
        "solana/solana_en.jsonl",
        "jargon/jargon.jsonl.gz",
        "ml/machine-learning-glossary.jsonl",
    ],
)
def test_real_glossaries_come_back_byte_identical(name: str, tmp_path: Path) -> None:
    entries = put(sample(name, 120))
    assert entries >= 120
    _come_back(tmp_path)


def test_the_english_cloud_native_glossary_comes_back_byte_identical(tmp_path: Path) -> None:
    assert put([r for r in records("cncf/cncf.jsonl") if r["language"] == "en"]) > 60
    assert Relation.objects.count() > 60
    assert Tag.objects.exists()
    _come_back(tmp_path)


def test_a_thousand_real_entries_come_back_byte_identical_through_the_import(
    tmp_path: Path,
) -> None:
    files = [
        "cncf/cncf.jsonl",
        "glosario/glosario.jsonl",
        "solana/solana_en.jsonl",
        "jargon/jargon.jsonl.gz",
    ]
    found = [record for name in files for record in records(name)]
    assert put(found[::5]) > 1_000
    before = export()
    path = tmp_path / "glossary.json"
    path.write_text(before, encoding="utf-8")
    clear()
    call_command("import_glossary", str(path), "--no-input", stdout=io.StringIO())
    assert export() == before
    assert Name.objects.filter(kind=0).count() == Term.objects.count()


def _come_back(tmp_path: Path) -> None:
    before, rows = export(), authored()
    clear()
    path = tmp_path / "glossary.json"
    path.write_text(before, encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)
    assert export() == before
    assert authored() == rows
    assert Name.objects.filter(kind=0).count() == Term.objects.count()
