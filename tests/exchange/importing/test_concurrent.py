"""Several writers at once. On PostgreSQL alone: SQLite lets in one at a time."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from glossary.exchange.files import ExchangeError
from glossary.exchange.importing import apply
from glossary.exchange.importing.checks import make_plan
from glossary.exchange.importing.reader import read_fixture
from glossary.indexing import refresh
from glossary.models import Category, PendingTerm, Term
from tests.exchange.fixture_rows import category_row, former_row, rewrite, term_row
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _postgresql(transactional_db: None) -> Iterator[None]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets in one writer at a time")
    yield
    Term.objects.all().delete()
    Category.objects.all().delete()


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own; return what they return or raise."""
    results: list[Any] = [None] * len(actions)

    def work(place: int) -> None:
        try:
            results[place] = actions[place]()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=work, args=(place,)) for place in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def meeting(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return ``function``, begun only when two threads have come to it, or a while has passed."""
    barrier = Barrier(2)

    def wait_and_run(argument: Any) -> Any:
        with suppress(BrokenBarrierError):
            barrier.wait(0.5)
        return function(argument)

    return wait_and_run


def test_two_refreshes_insert_each_name_once(monkeypatch: pytest.MonkeyPatch) -> None:
    term = make_term(aliases=("other",))
    PendingTerm.objects.create(term_id=term.pk)
    monkeypatch.setattr(refresh, "_refresh", meeting(refresh._refresh))
    assert at_once(refresh.process_pending, refresh.process_pending) == [None, None]
    assert term.names.filter(listed=True).count() == 2
    assert not PendingTerm.objects.exists()


def test_an_entry_deleted_during_a_refresh_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    term = make_term()
    PendingTerm.objects.create(term_id=term.pk)
    read, deleted = Event(), Event()
    names_of = refresh.names_of

    def slowly(found: Term) -> Any:
        read.set()
        deleted.wait(0.5)
        return names_of(found)

    def delete() -> None:
        read.wait(5)
        with transaction.atomic():
            Term.objects.get(pk=term.pk).delete()
            transaction.on_commit(deleted.set)

    monkeypatch.setattr(refresh, "names_of", slowly)
    assert at_once(refresh.process_pending, delete) == [None, None]
    assert not Term.objects.exists()
    assert not PendingTerm.objects.exists()


def test_of_two_imports_one_is_told_to_run_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(path, [category_row(), term_row("a"), term_row("b")])
    plans = [make_plan(read_fixture(path)) for _count in range(2)]
    monkeypatch.setattr(apply, "_write", meeting(apply._write))
    results = at_once(*(lambda plan=plan: apply.apply_plan(plan) for plan in plans))
    refused = [result for result in results if result is not None]
    assert [type(result) for result in refused] == [ExchangeError]
    assert str(refused[0]).startswith("The glossary was changed meanwhile; nothing was written.")
    names = Term.objects.filter(names__listed=True).values_list("slug", "names__text")
    assert sorted(names) == [("a", "New"), ("b", "New")]


def test_an_editor_waits_for_the_import_and_then_sees_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = make_term("A", slug="a", category=Category.objects.create(name="Cat", slug="cat"))
    rewrite(path, [term_row("b", definition="Imported."), former_row("a", "b")])
    plan = make_plan(read_fixture(path))
    writing = Event()
    write = apply._write

    def slowly(given: Any) -> None:
        writing.set()
        Event().wait(0.5)
        write(given)

    def edit() -> str:
        writing.wait(5)
        with transaction.atomic():
            found = Term.objects.select_for_update().get(pk=term.pk)
            found.key_takeaway = "Edited."
            found.save()
        return found.slug

    monkeypatch.setattr(apply, "_write", slowly)
    assert at_once(lambda: apply.apply_plan(plan), edit) == [None, "b"]
    found = Term.objects.get()
    assert (found.definition, found.key_takeaway) == ("Imported.", "Edited.")


def test_an_import_waits_for_an_editor_and_then_gives_way(path: Path) -> None:
    term = make_term("A", slug="a", category=Category.objects.create(name="Cat", slug="cat"))
    rewrite(path, [term_row("b"), former_row("a", "b")])
    plan = make_plan(read_fixture(path))
    saved = Event()

    def edit() -> None:
        with transaction.atomic():
            Term.objects.filter(pk=term.pk).update(key_takeaway="Edited.")
            saved.set()
            Event().wait(0.5)

    def load() -> None:
        saved.wait(5)
        apply.apply_plan(plan)

    assert [type(result) for result in at_once(edit, load)] == [type(None), ExchangeError]
    assert Term.objects.get().key_takeaway == "Edited."
