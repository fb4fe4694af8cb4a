"""The layers of ``docs/architecture.md``, held as data: who may import whom, down to modules."""

import ast
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "glossary"

PURE = {"text", "diagrams", "graph"}
MODELS = {"conf", "text", "graph", "models", "rendered_term"}
SERVICES = {"records", "search", "linking", "search_log", "indexing", "editorial", "exchange"}
#: Each package, and the other packages of ours that it may import.
MAY_IMPORT = {
    "conf": set(),
    "text": set(),
    "diagrams": set(),
    "images": set(),
    "graph": set(),
    "models": {"conf", "text", "graph"},
    "process_memory": {"models"},
    "rendered_term": {"models", "text"},
    "sqlite_file": set(),
    "records": MODELS,
    "search": MODELS | {"process_memory"},
    "linking": MODELS | {"process_memory", "search"},
    "search_log": MODELS | {"process_memory", "search", "linking"},
    "indexing": MODELS | {"linking", "search", "search_log", "records", "process_memory"},
    "editorial": MODELS | {"records", "indexing"},
    "exchange": MODELS | {"editorial", "indexing", "records"},
    "public": MODELS | SERVICES | PURE | {"images", "process_memory"},
    "admin": MODELS | SERVICES | PURE | {"images"},
    "management": MODELS | SERVICES | PURE,
    "templatetags": {"linking", "text", "conf"},
    "checks": MODELS | {"search"},
    "apps": MODELS | SERVICES | {"checks", "process_memory", "sqlite_file"},
    "migrations": set(),
}
#: As makemigrations writes it.
GENERATED = {"0001_initial.py"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in GENERATED)
NO_UTILS = {"utils", "helpers", "services", "misc", "common", "core"}


def dotted(path: Path) -> str:
    """Return the name of a module below ``glossary``: ``text.markdown``; a package by its own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(path): path for path in MODULES}


def package_of(name: str) -> str:
    return name.partition(".")[0]


def imports_of(path: Path) -> set[str]:
    """Return the modules of ours that a module imports, inline imports included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {module for name in names if (module := module_of(name))}
    return found


def module_of(imported: str) -> str:
    """Return the module of ours that holds ``imported``; nothing for what is not ours."""
    root, _, rest = imported.partition(".")
    if root != "glossary":
        return ""
    return rest if rest in NAMES else rest.rpartition(".")[0]


def modules(*, inside: Iterable[str] = ()) -> list[Path]:
    return [path for path in MODULES if not inside or package_of(dotted(path)) in inside]


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_down(path: Path) -> None:
    package = package_of(dotted(path))
    imported = {package_of(name) for name in imports_of(path)} - {package}
    assert imported <= MAY_IMPORT.get(package, set())


def test_no_module_imports_itself_in_a_cycle() -> None:
    graph = {name: imports_of(path) - {name} for name, path in NAMES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"An import cycle: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_packages_have_about_a_dozen_modules() -> None:
    folders = {path.parent for path in MODULES} - {PACKAGE / "models"}
    sizes = {folder: len([*folder.glob("[!_]*.py")]) for folder in folders}
    assert {folder.name: size for folder, size in sizes.items() if size > 14} == {}


def test_pure_functions_read_no_settings_and_no_files() -> None:
    forbidden = ("django.conf", "django.contrib", "django.db", "glossary.conf", "threading")
    offenders = [
        f"{dotted(path)}: {line}"
        for path in modules(inside=PURE)
        for line in path.read_text().splitlines()
        if line.startswith(("from ", "import ")) and any(name in line for name in forbidden)
    ]
    assert offenders == []


def test_only_text_and_linking_declare_html_safe() -> None:
    offenders = [
        dotted(path)
        for path in MODULES
        if "mark_safe" in path.read_text() and package_of(dotted(path)) not in {"text", "linking"}
    ]
    assert offenders == []


def test_templates_never_switch_escaping_off() -> None:
    offenders = [
        path.relative_to(ROOT)
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text() or "autoescape off" in path.read_text()
    ]
    assert offenders == []


def test_no_module_for_odds_and_ends() -> None:
    assert [path for path in MODULES if path.stem in NO_UTILS] == []


def test_tests_use_the_database_by_its_fixture() -> None:
    """pytest-django's own mark would never commit; see the fixture ``db`` in conftest."""
    mark = "mark." + "django_db"
    paths = (ROOT / "tests").rglob("*.py")
    assert [path.name for path in paths if mark in path.read_text()] == []


def test_lines_of_templates_styles_and_scripts_are_short() -> None:
    """The formatters leave long texts and attributes as they are."""
    paths = [
        path
        for folder in ("templates", "static")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    ]
    assert len(paths) > 60
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > 120
    ] == []
