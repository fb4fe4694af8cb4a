import time
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from glossary.images.fonts import font_for
from glossary.images.og_image import EntryImage

OWN = "static/glossary/fonts/newsreader-latin-wght-normal.woff2"
FONTS = (OWN, "DejaVuSerif.ttf", "DejaVuSans.ttf")
DEFINITION = "The part of machine learning concerned with models that make new text or pictures."
PLAIN: dict[str, Any] = {
    "site": "Termbook",
    "category": "Architecture",
    "name": "Generative AI",
    "definition": DEFINITION,
    "level": "Beginner",
    "rank": 1,
    "fonts": FONTS,
}


def drawn(**changes: Any) -> Image.Image:
    return Image.open(BytesIO(EntryImage(**PLAIN | changes).png())).convert("RGB")


@pytest.mark.parametrize(
    "name",
    [
        *("AI", "Reinforcement learning from human feedback", "x" * 200, "a " * 100),
        *("Łódź", "Δίκτυο", "大语言模型", "हिन्दी", "الذكاء الاصطناعي", "C++", "🙂", "\ufffd"),
    ],
)
def test_every_name_has_a_picture_of_its_one_size(name: str) -> None:
    picture = EntryImage(**PLAIN | {"name": name, "definition": f"{name} is {name}. " * 20})
    data = picture.png()
    assert data.startswith(b"\x89PNG")
    assert Image.open(BytesIO(data)).size == (1200, 630)
    assert len(data) < 100_000


@pytest.mark.parametrize("part", ["site", "category", "name", "definition", "level"])
def test_each_text_is_seen(part: str) -> None:
    assert drawn(**{part: "Other words"}).tobytes() != drawn().tobytes()


def test_the_level_is_seen() -> None:
    assert len({drawn(rank=rank).tobytes() for rank in (1, 2, 3)}) == 3


def test_what_no_typeface_can_write_is_left_out() -> None:
    own = {"fonts": (OWN, "none.ttf")}
    assert font_for("大语言模型", 40, 400, (OWN, "none.ttf")) is None
    assert font_for("Generative AI", 40, 400, (OWN, "none.ttf")) is not None
    without = drawn(name="大语言模型", definition="大语言", **own)
    assert without.tobytes() == drawn(name="語", definition=DEFINITION, **own).tobytes()
    assert without.tobytes() != drawn(**own).tobytes()
    assert drawn(category="大", **own).tobytes() == drawn(category="", **own).tobytes()


def test_without_any_typeface_there_is_still_a_picture() -> None:
    assert drawn(fonts=()).size == (1200, 630)


def test_two_pictures_share_a_version_only_if_they_look_alike() -> None:
    assert EntryImage(**PLAIN).version == EntryImage(**PLAIN).version
    other = {"rank": 2, "fonts": (OWN,)}
    changed = [PLAIN | {name: other.get(name, "Other")} for name in PLAIN]
    assert len({EntryImage(**fields).version for fields in (PLAIN, *changed)}) == len(PLAIN) + 1


def test_drawing_is_quick() -> None:
    drawn()
    began = time.perf_counter()
    for _ in range(5):
        EntryImage(**PLAIN).png()
    assert (time.perf_counter() - began) / 5 < 0.15
