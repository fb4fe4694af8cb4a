import pytest

from glossary.indexing.refresh import reindex
from glossary.models import Application, PhraseCandidate
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def phrases() -> list[tuple[str, str]]:
    return list(PhraseCandidate.objects.order_by("key").values_list("key", "text"))


def test_the_phrases_of_every_text_of_an_entry_are_kept_with_their_sentence() -> None:
    term = make_term(
        "Model",
        definition="It runs on a GPU.",
        in_depth="It uses the Open Container Initiative.\n\n`NOT THIS`",
        key_takeaway="Remember the TPU.",
        applications=("Chat",),
    )
    Application.objects.update(description="By way of RLHF.")
    term.save()
    assert phrases() == [
        ("gpu", "GPU"),
        ("open container initiative", "Open Container Initiative"),
        ("rlhf", "RLHF"),
        ("tpu", "TPU"),
    ]
    assert PhraseCandidate.objects.get(key="gpu").sentence == "It runs on a GPU."


def test_they_follow_the_text_and_go_with_the_entry() -> None:
    term = make_term("Model", definition="x", in_depth="It runs on a GPU.", key_takeaway="")
    assert phrases() == [("gpu", "GPU")]
    term.in_depth = "It runs on a TPU."  # type: ignore[assignment]
    term.save()
    assert phrases() == [("tpu", "TPU")]
    reindex()
    assert phrases() == [("tpu", "TPU")]
    term.delete()
    assert phrases() == []
