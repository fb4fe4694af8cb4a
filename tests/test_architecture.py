"""The order of imports, held as data; docs/architecture.md explains it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "glossary"

_STORE = {"models", "text", "conf"}
_ROOMS = {"linking", "search", "editorial", "exchange", "indexing", "records"}
MAY_IMPORT = {
    "conf": set(),
    "text": {"conf"},
    "models": {"text", "conf"},
    "records": _STORE,
    "linking": _STORE,
    "search": _STORE,
    "editorial": _STORE | {"records"},
    "indexing": _STORE | {"linking", "search"},
    "exchange": _STORE | {"editorial", "indexing", "records"},
    "public": _STORE | _ROOMS,
    "admin": _STORE | _ROOMS,
    "management": _STORE | _ROOMS,
    "templatetags": {"linking", "text", "conf"},
    "checks": _STORE | {"search"},
    "apps": _STORE | _ROOMS | {"checks"},
    "migrations": set(),
}
#: Migrations as makemigrations wrote them.
GENERATED = {"0001_glossary.py", "0005_names_mentions_questions.py"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in GENERATED)


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Return the packages of ours that a module imports, inline imports included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {parts[1] for name in names if (parts := name.split("."))[0] == "glossary"}
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path: Path) -> None:
    package = package_of(path)
    if package == "__init__":
        assert imports_of(path) == set()
        return
    assert imports_of(path) - {package} <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_only_text_declares_html_safe() -> None:
    offenders = [
        path.relative_to(ROOT)
        for path in MODULES
        if "mark_safe" in path.read_text() and package_of(path) != "text"
    ]
    assert offenders == []


def test_templates_never_switch_escaping_off() -> None:
    offenders = [
        path.relative_to(ROOT)
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text() or "autoescape off" in path.read_text()
    ]
    assert offenders == []


def test_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils", "helpers", "services", "misc", "common", "core"}
    assert [path for path in MODULES if path.stem in drawers] == []
