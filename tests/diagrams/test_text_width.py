import random

import pytest

from glossary.diagrams.text_width import ELLIPSIS, width, wrap

ALPHABETS = ("WMwm ", "ilj. ", "Ünïcødé ", "中文字形 ", "한국어 ", "हिन्दी ", "عربي ", "עברית ", "ไทย", "a\u0301\u0323 ", "👩\u200d🔬 ", "﷽ﷺ", "தமிழ் ", "/-–")  # fmt: skip # noqa: E501


def made_up(dice: random.Random, longest: int = 200) -> str:
    """Return a name of one or several scripts."""
    letters = "".join(dice.sample(ALPHABETS, dice.randint(1, 3)))
    return "".join(dice.choice(letters) for _ in range(dice.randint(1, longest))).strip() or "x"


@pytest.mark.parametrize("seed", range(300))
def test_no_line_is_wider_than_its_room_and_none_is_empty(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same cases each time
    text, room, most = made_up(dice), dice.choice([60, 118, 300]), dice.randint(1, 4)
    lines = wrap(text, room, 13, most)
    assert 1 <= len(lines) <= most
    assert all(lines)
    assert max(width(line, 13) for line in lines) <= room
    whole = "".join(wrap(text, room, 13, 1000)).replace(" ", "")
    shown = "".join(lines).replace(" ", "")
    assert shown == whole or whole.startswith(shown.removesuffix(ELLIPSIS))


def test_words_stay_whole_where_they_fit() -> None:
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


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("one two three four", 50, 13, 2) == ["one", "two…"]
    assert wrap("人工知能" * 9, 118, 13, 2)[-1].endswith(f"知{ELLIPSIS}")
    assert wrap("Donaudampfschifffahrt", 90, 13, 1) == ["Donaudam…"]


def test_marks_stay_on_their_letters() -> None:
    lines = wrap("a\u0301\u0323" * 100, 60, 13, 9)
    assert all(line.startswith("a\u0301\u0323") for line in lines)
