"""The texts of an entry on its page."""

from collections import Counter
from typing import Any

import comrak
import pytest
from django.test import Client

from glossary.models import Application
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def test_each_text_is_rendered_once_for_the_whole_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the page, its description, its JSON-LD and the reading time."""
    make_term("Target", definition="What a target is.")
    term = make_term(
        "Source",
        definition="It needs a *target*.",
        in_depth="A long text.",
        key_takeaway="Remember it.",
    )
    for number in (1, 2):
        Application.objects.create(term=term, title=f"Use {number}", description=f"Used {number}.")
    rendered: Counter[str] = Counter()
    render = comrak.render_markdown

    def counting(text: str, *args: Any, **kwargs: Any) -> str:
        rendered[text] += 1
        return render(text, *args, **kwargs)

    monkeypatch.setattr("glossary.text.markdown.comrak.render_markdown", counting)
    assert client.get(term.get_absolute_url()).status_code == 200
    texts = ("It needs", "A long text", "Remember it", "Used 1", "Used 2", "What a target is")
    assert rendered.total() == len(texts)
    for text in texts:
        assert [count for source, count in rendered.items() if text in source] == [1]
