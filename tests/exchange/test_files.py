import gzip
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from glossary.exchange import files
from glossary.models import Category
from tests.exchange.fixture_rows import category_row, refusal, rewrite, run
from tests.factories import make_category, make_term

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "is not JSON (line 1"),
        (b"{}", "expected a list of objects"),
        ("[]".encode("utf-16"), "is not UTF-8 (byte 1). Save it as UTF-8"),
        (b"\x1f\x8bnonsense", "is a damaged gzip file"),
        (b"[" * 200_000, "nested too deep"),
        (gzip.compress(b" " * 2_000_000), "holds more than"),
    ],
)
def test_files_that_are_no_fixture_are_refused_in_a_sentence(
    path: Path, content: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 1_000_000)
    path.write_bytes(content)
    assert message in refusal(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refusal(tmp_path / "none.json")


def test_gzip_is_read_as_it_is_written(tmp_path: Path) -> None:
    make_term("A")
    path = tmp_path / "glossary.json.gz"
    call_command("export_glossary", output=path, stderr=io.StringIO())
    first = path.read_bytes()
    call_command("export_glossary", output=path, stderr=io.StringIO())
    assert path.read_bytes() == first
    assert "Entries: 0 new, 0 changed, 1 unchanged." in run(path)


def test_an_unknown_filter_is_refused_with_the_nearest_known() -> None:
    make_category(slug="safety")
    with pytest.raises(CommandError, match=r"no category “safty”\. Did you mean “safety”"):
        call_command("export_glossary", category=["safty"])


def test_a_failed_export_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("old")

    def fail(stream: Any) -> int:
        stream.write("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.replace_file(path, fail, compress=False)
    assert path.read_text() == "old"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_byte_order_mark_is_passed_over(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf[]")
    assert "Nothing to write." in run(path)


def test_names_given_twice_are_found_in_a_moment(path: Path) -> None:
    names = ",".join(f'"{n}":0' for n in range(100_000))
    path.write_text(f'[{{{names},"99999":1}}]')
    assert 'an object gives "99999" twice' in refusal(path)


def test_a_link_stays_and_what_it_leads_to_is_replaced(path: Path) -> None:
    target = path.parent / f"{'é' * 120}.json"
    target.write_text("old")
    target.chmod(0o640)
    path.symlink_to(target)
    call_command("export_glossary", output=path, stderr=io.StringIO())
    assert path.is_symlink()
    assert target.read_text() == "[]\n"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (".", "is not a file. Name one, or write to the standard output."),
        ("missing/x.json", "missing/x.json cannot be written: No such file or directory."),
        ("file/x.json", "file/x.json cannot be written: Not a directory."),
    ],
)
def test_where_nothing_can_be_written_a_sentence_says_so(
    tmp_path: Path, output: str, message: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError) as error:
        call_command("export_glossary", output=tmp_path / output)
    assert str(error.value).endswith(message)


def test_a_link_in_a_circle_is_replaced(path: Path) -> None:
    path.symlink_to(path)
    call_command("export_glossary", output=path, stderr=io.StringIO())
    assert path.read_text() == "[]\n"


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/dev/full", "The output cannot be written: No space left on device."),
        ("closed pipe", "The export was cut off by its reader."),
    ],
)
def test_an_output_that_takes_nothing_is_a_sentence(
    target: str, message: str, compress: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _count in range(30):
        make_term(in_depth="x" * 1_000)
    closed: list[bool] = []
    monkeypatch.setattr(
        "glossary.management.commands.export_glossary.close_stdout", lambda: closed.append(True)
    )
    if target == "closed pipe":
        reading, writing = os.pipe()
        os.close(reading)
    else:
        writing = os.open(target, os.O_WRONLY)
    stdout = io.TextIOWrapper(os.fdopen(writing, "wb"))
    with pytest.raises(CommandError, match=message):
        call_command("export_glossary", gzip=compress, stdout=stdout)
    assert closed == [True]


def test_a_report_that_nobody_reads_writes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite(path, [category_row()])
    monkeypatch.setattr("glossary.management.commands.import_glossary.close_stdout", lambda: None)
    reading, writing = os.pipe()
    os.close(reading)
    stdout = io.TextIOWrapper(os.fdopen(writing, "wb"))
    with pytest.raises(CommandError, match="The report was cut off by its reader"):
        call_command("import_glossary", path, "--no-input", stdout=stdout)
    assert not Category.objects.exists()
