import pytest

from glossary.text.plain import clean_input


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\twords\n", "two words"),
        ("a\x00b\x1b\x7fc", "a b c"),
        ("\ud800\ufffe", ""),
        ("日本 “x” C++", "日本 “x” C++"),
    ],
)
def test_input_becomes_one_line_that_pages_and_databases_can_hold(text: str, expected: str) -> None:
    assert clean_input(text) == expected


def test_input_is_cut_and_ends_with_no_space() -> None:
    assert clean_input("abc def ghi", 4) == "abc"
    assert clean_input("x" * 10_000, 300) == "x" * 300
