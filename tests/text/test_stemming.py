import pytest

from glossary.text.stemming import stem


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("scale", "scaled", "scaling")),
        ("en-us", ("policy", "policies")),
        ("en", ("centre", "center", "centers")),
        ("de", ("modell", "modelle", "modellen")),
        ("fr", ("reseau", "reseaux")),
        ("ru", ("модель", "модели", "моделью")),
    ],
)
def test_shapes_of_a_word_have_one_stem(language: str, words: tuple[str, ...]) -> None:
    assert len({stem(word, language) for word in words}) == 1


@pytest.mark.parametrize("word", ["ai", "gpt4s", "機器學習"])
def test_what_is_no_word_of_the_language_stays(word: str) -> None:
    assert stem(word, "en") == word


def test_a_language_without_a_stemmer_changes_nothing() -> None:
    assert stem("kelimeler", "xx") == "kelimeler"
