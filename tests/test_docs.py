"""The documentation is complete and true, as far as a program can tell."""

import re
import tomllib
from pathlib import Path

from django.urls import get_resolver

from glossary import __version__, conf

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
CI = (ROOT / ".ci/run").read_text()
DOCS = {path.stem: path.read_text() for path in (ROOT / "docs").glob("*.md")}


def headings(text: str) -> set[str]:
    lines = re.findall(r"^#{2,3} (.+)$", text, re.MULTILINE)
    return {name.strip() for line in lines for name in line.split(",")}


def test_every_environment_variable_has_a_heading() -> None:
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    readers = "text|words|boolean|number|url|one_of|address|folder"
    names = set(re.findall(rf'\b(?:{readers})\("([A-Z_]+)"', source))
    assert "DATABASE_URL" in names
    assert {name for name in headings(DOCS["settings"]) if name.isupper()} == names


def test_every_glossary_setting_stands_in_the_table_with_its_default() -> None:
    rows = re.findall(r"^\| `GLOSSARY_(\w+)` \| (.+?) \|", DOCS["settings"], re.MULTILINE)
    shown = {name: value.strip("`").strip('"').replace(" ", "") for name, value in rows}
    assert shown == {name: str(value) for name, value in conf.DEFAULTS.items()}


def test_every_command_of_ours_has_a_heading() -> None:
    folder = ROOT / "glossary/management/commands"
    commands = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert headings(DOCS["commands"]) == commands


def test_every_public_address_is_described() -> None:
    patterns = get_resolver("glossary.public.urls").url_patterns
    addresses = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(pattern.pattern)) for pattern in patterns
    }
    described = set(re.findall(r"^\| `([^`]+)` \|", DOCS["addresses"], re.MULTILINE))
    assert described - {"/admin/"} == addresses


def test_the_readme_leads_to_every_document_and_nowhere_else() -> None:
    links = set(re.findall(r"\]\((docs/[^)]+)\)", README))
    assert links == {f"docs/{name}.md" for name in DOCS}


def test_links_between_documents_arrive() -> None:
    for name, text in DOCS.items():
        for link in re.findall(r"\]\(([\w-]+\.md)\)", text):
            assert (ROOT / "docs" / link).exists(), f"docs/{name}.md → {link}"


def test_the_readmes_commands_are_those_of_the_makefile_and_of_ci() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:[$`]|=9000) ?make ([a-z0-9-]+)", README))
    assert named <= targets
    assert {"serve", "test"} <= named
    assert "\nmake test\n" in CI
    assert "make serve" in (ROOT / ".ci/serves").read_text()


def test_every_dependency_has_a_range_and_a_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    project = tomllib.loads("\n".join(lines))
    names = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for name in names:
        assert re.search(r">=[\d.]+,<[\d.]+$", name), name
        assert any(f'"{name}",' in line and "# " in line for line in lines), name


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__


def test_every_system_check_has_a_heading() -> None:
    ids = set(re.findall(r"glossary\.E\d{3}", (ROOT / "glossary" / "checks.py").read_text()))
    headings = re.findall(
        r"^### (glossary\.E\d{3})$", (ROOT / "docs/settings.md").read_text(), re.M
    )
    assert set(headings) == ids


def test_files_named_for_contributors_exist() -> None:
    pages = (ROOT / "CONTRIBUTING.md").read_text() + DOCS["architecture"]
    named = set(re.findall(r"`((?:glossary|templates|tests|docs|static)/[\w./]+)`", pages))
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
