import time

import pytest
from django.test import override_settings

from glossary.search_log.phrases import phrases
from glossary.text.markdown import render_block
from glossary.text.plain import prose


def found(text: str) -> list[str]:
    return [phrase.text for phrase in phrases(prose(render_block(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use Retrieval Augmented Generation here.", ["Retrieval Augmented Generation"]),
        ("Models learn by RLHF on a GPU.", ["RLHF", "GPU"]),
        ("GPUs are fast.", ["GPU"]),
        ("It needs GPT-4, CI/CD and R&D.", ["GPT-4", "CI", "CD", "R&D"]),
        ("The Internet of Things grew.", ["Internet of Things"]),
        ("In Platform as a Service one rents.", ["Platform as a Service"]),
        ("A pod runs on Kubernetes today.", ["Kubernetes"]),
        ("It is Google's, and Moore's Law says so.", ["Google", "Moore's Law"]),
        ("PyTorch and eBPF are names.", ["PyTorch", "eBPF"]),
        ("the **Open** *Container* Initiative said", ["Open Container Initiative"]),
        ("Das Verfahren der Wahl im Text ist oft ein Random Forest im Land.", ["Random Forest"]),
        (
            "Так считает МГУ, и Большая Языковая Модель знает это.",
            ["МГУ", "Большая Языковая Модель"],
        ),
        ("Το δίκτυο του ΟΤΕ και η Εθνική Τράπεζα.", ["ΟΤΕ", "Εθνική Τράπεζα"]),
        ("我们使用 GPU 训练模型。", ["GPU"]),
    ],
)
def test_capitals_within_a_sentence_are_a_name(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes is one word. Docker is another! “Quoted” words begin, too.",
        "Neural Networks are at the beginning.",
        "The meeting is on Monday, in March or May.",
        "See part II and part XIV of the book; I think so.",
        "THIS IS A SENTENCE IN CAPITALS ABOUT NASA.",
        "Use `GPU` and ``TPU v4``.",
        "```\nthe Open Container Initiative\n```",
        "## About the Big Picture\n",
        "- Item\n- Other item\n",
        "A note: Nothing follows.",
        "नमस्ते दुनिया 你好",
        "",
    ],
)
def test_capitals_that_tell_nothing_are_none(text: str) -> None:
    assert found(text) == []


def test_months_are_those_of_the_sites_language_too() -> None:
    with override_settings(LANGUAGE_CODE="es"):
        assert found("Fue en Enero o en January, en casa de unos amigos.") == []


def test_where_nouns_have_capitals_single_words_say_nothing() -> None:
    text = (
        "Hier liest der Nutzer im Text vom Modell, das die Daten der Firma für den Zweck der "
        "Statistik im Netz sammelt. Das Ergebnis ist Cloud Computing auf der CPU."
    )
    assert found(text) == ["Cloud Computing", "CPU"]


def test_each_phrase_comes_once_the_most_frequent_first_with_its_sentence() -> None:
    text = "First the TPU. Then a GPU runs. It is a GPU, a gpu."
    assert [(p.text, p.sentence) for p in phrases([text])] == [
        ("GPU", "Then a GPU runs."),
        ("TPU", "First the TPU."),
    ]


def test_a_text_gives_twenty_at_most_and_long_sentences_are_cut_around_the_phrase() -> None:
    many = " and ".join(f"an ABC{number} thing" for number in range(50))
    assert len(phrases([f"It has {many}."])) == 20
    [only] = phrases([f"{'word ' * 200}with RLHF {'word ' * 200}"])
    assert "RLHF" in only.sentence
    assert len(only.sentence) < 310
    assert only.sentence.startswith("…")
    assert only.sentence.endswith("…")


@pytest.mark.parametrize("piece", ["A", "A ", "Ab Cd ", "A-", "A.", '. "', "aB", "\u0301", "A1"])
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    begin = time.perf_counter()
    phrases([piece * (50_000 // len(piece))])
    assert time.perf_counter() - begin < 1


def test_prose_is_blocks_without_code_and_headings() -> None:
    html = render_block("# Title\n\nA `x` &amp; b.\n\n    code\n\n- one\n- two\n")
    assert prose(html) == ["A & b.", "one", "two"]
