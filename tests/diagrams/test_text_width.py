import random

import pytest

from glossary.diagrams.text_width import ELLIPSIS, text_width, wrap

ALPHABETS = ("WMwm ", "ilj. ", "Ünïcødé ", "中文字形 ", "한국어 ", "हिन्दी ", "عربي ", "עברית ", "ไทย", "a\u0301\u0323 ", "👩\u200d🔬 ", "﷽ﷺ", "தமிழ் ", "/-–")  # fmt: skip # noqa: E501


def random_name(dice: random.Random, max_length: int = 200) -> str:
    """Return a name in one or several scripts."""
    letters = "".join(dice.sample(ALPHABETS, dice.randint(1, 3)))
    return "".join(dice.choice(letters) for _ in range(dice.randint(1, max_length))).strip() or "x"


@pytest.mark.parametrize("seed", range(300))
def test_no_line_is_too_wide_or_empty(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    text, width, max_lines = random_name(dice), dice.choice([60, 118, 300]), dice.randint(1, 4)
    lines = wrap(text, width, 13, max_lines)
    assert 1 <= len(lines) <= max_lines
    assert all(lines)
    assert max(text_width(line, 13) for line in lines) <= width
    whole = "".join(wrap(text, width, 13, 1000)).replace(" ", "")
    shown = "".join(lines).replace(" ", "")
    assert shown == whole or whole.startswith(shown.removesuffix(ELLIPSIS))


def test_words_that_fit_are_not_broken() -> None:
    assert wrap("Reinforcement learning from human feedback", 118, 13, 3) == [
        "Reinforcement",
        "learning from",
        "human feedback",
    ]
    assert wrap("Retrieval-augmented generation", 118, 13, 3) == [
        "Retrieval-",
        "augmented",
        "generation",
    ]
    assert wrap("  A\n B ", 118, 13, 1) == ["A B"]


def test_a_text_that_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", 50, 13, 2) == ["one", "two…"]
    assert wrap("人工知能" * 9, 118, 13, 2)[-1].endswith(f"知{ELLIPSIS}")
    assert wrap("Donaudampfschifffahrt", 90, 13, 1) == ["Donaudam…"]


def test_combining_marks_stay_with_their_letters() -> None:
    lines = wrap("a\u0301\u0323" * 100, 60, 13, 9)
    assert all(line.startswith("a\u0301\u0323") for line in lines)
