import time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django import Settings

from glossary.images.fonts import font_for
from glossary.images.og_image import Picture

DEFINITION = "The part of machine learning concerned with models that make new text or pictures."
PLAIN: dict[str, Any] = {
    "site": "Termbook",
    "category": "Architecture",
    "name": "Generative AI",
    "definition": DEFINITION,
    "level": "Beginner",
    "rank": 1,
}


def drawn(**changes: Any) -> Image.Image:
    return Image.open(BytesIO(Picture(**PLAIN | changes).png())).convert("RGB")


@pytest.mark.parametrize(
    "name",
    [
        *("AI", "Reinforcement learning from human feedback", "x" * 200, "a " * 100),
        *("Łódź", "Δίκτυο", "大语言模型", "हिन्दी", "الذكاء الاصطناعي", "C++", "🙂", "\ufffd"),
    ],
)
def test_every_name_has_a_picture_of_its_one_size(name: str) -> None:
    picture = Picture(**PLAIN | {"name": name, "definition": f"{name} is {name}. " * 20})
    data = picture.png()
    assert data.startswith(b"\x89PNG")
    assert Image.open(BytesIO(data)).size == (1200, 630)
    assert len(data) < 100_000


@pytest.mark.parametrize("part", ["site", "category", "name", "definition", "level"])
def test_each_text_is_seen(part: str) -> None:
    assert drawn(**{part: "Other words"}).tobytes() != drawn().tobytes()


def test_the_level_is_seen() -> None:
    assert len({drawn(rank=rank).tobytes() for rank in (1, 2, 3)}) == 3


def test_what_no_typeface_can_write_is_left_out(settings: Settings) -> None:
    settings.GLOSSARY_PICTURE_FONTS = "none.ttf"
    assert font_for("大语言模型", 40) is None
    assert font_for("Generative AI", 40) is not None
    without = drawn(name="大语言模型", definition="大语言")
    assert without.tobytes() == drawn(name="語", definition=DEFINITION).tobytes()
    assert without.tobytes() != drawn().tobytes()
    assert drawn(category="大").tobytes() == drawn(category="").tobytes()


def test_without_any_typeface_there_is_still_a_picture(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.GLOSSARY_PICTURE_FONTS = ""
    monkeypatch.setattr("glossary.images.fonts.finders.find", lambda _path: None)
    assert drawn().size == (1200, 630)


def test_two_pictures_share_a_version_only_if_they_look_alike() -> None:
    assert Picture(**PLAIN).version == Picture(**PLAIN).version
    changed = [PLAIN | {name: 2 if name == "rank" else "Other"} for name in PLAIN]
    assert len({Picture(**fields).version for fields in (PLAIN, *changed)}) == len(PLAIN) + 1


def test_drawing_is_quick() -> None:
    drawn()
    began = time.perf_counter()
    for _ in range(5):
        Picture(**PLAIN).png()
    assert (time.perf_counter() - began) / 5 < 0.15
