import pytest

from glossary.text.normalize import words
from glossary.text.tokens import split_tokens, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("C++ and C#'s", ["C++", "and", "C#'s"]),
        ("snake_case, GPT-4", ["snake", "case", "GPT", "4"]),
        ("l’eau don't 'quoted'", ["l’eau", "don't", "quoted"]),
        ("हिन्दी", ["हिन्दी"]),
        ("AI 機器", ["AI", "機", "器"]),
        ("!?", []),
    ],
)
def test_a_word_is_the_same_however_a_text_is_read(text: str, tokens: list[str]) -> None:
    parts = split_tokens(text)
    assert tokenize(text) == parts[1::2] == tokens
    assert "".join(parts) == text


def test_names_are_compared_by_the_same_words() -> None:
    text = "C++, C# and snake_case: GPT-4"
    assert words(text) == [token.lower() for token in tokenize(text)]
