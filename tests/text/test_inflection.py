import pytest

from glossary.text.inflection import forms, plural


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("agent", "agents"),
        ("Policy", "Policies"),
        ("analysis", "analyses"),
        ("matrix", "matrices"),
        ("bias", "biases"),
        ("LLM", "LLMs"),
        ("LLMs", ""),
        ("agents", ""),
        ("software", ""),
        ("Kubernetes", ""),
        ("MLOps", ""),
        ("robotics", ""),
    ],
)
def test_plurals(word: str, expected: str) -> None:
    assert plural(word) == expected


def test_a_compound_is_written_in_three_ways() -> None:
    assert forms("fine-tuning") == [
        "fine-tunings",
        "fine-tuning's",
        "fine tuning",
        "fine tunings",
        "finetuning",
        "finetunings",
    ]


def test_the_singular_of_a_name_is_never_guessed() -> None:
    assert forms("Kubernetes") == ["Kubernetes's"]
    assert forms("guardrails") == ["guardrails's"]


def test_only_names_that_end_with_a_latin_word_have_forms() -> None:
    assert forms("機器學習") == forms("C++") == forms("GPT-4") == []
