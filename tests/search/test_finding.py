"""One contract for both databases: shapes of words, misspellings, what is said of each answer."""

import pytest

from glossary.models import Status
from glossary.search.rows import Row, rows
from glossary.search.shelves import shelves
from glossary.search.spelling import distance
from glossary.search.steps import Step, reply
from glossary.search.suggest import suggest
from tests.factories import make_term

pytestmark = pytest.mark.django_db


def answers(query: str) -> tuple[Step, list[Row]]:
    answered = reply(query, shelves())
    return answered.step, rows(answered, answered.answer.ordered(answered.answer.found))


def found(query: str) -> list[str]:
    return [row.term.name for row in answers(query)[1]]


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("ab", "ba", 1), ("kuberntes", "kubernetes", 1), ("abc", "abc", 0), ("abcd", "wxyz", 3)],
)
def test_an_exchange_of_neighbours_is_one_slip(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("mehs", []),  # four letters: none
        ("clutser", ["Cluster"]),  # one from five
        ("clutsre", []),
        ("kubrenets", ["Kubernetes"]),  # two from nine
        ("kuberntes cluter", ["Kubernetes cluster"]),
        ("machinelerning", ["Machine learning"]),
    ],
)
def test_so_many_slips_are_forgiven(query: str, names: list[str]) -> None:
    for name in ("Mesh", "Cluster", "Kubernetes", "Machine learning"):
        make_term(name, definition="It.", in_depth="", key_takeaway="")
    if "cluter" in query:
        make_term("Kubernetes cluster", definition="It.", in_depth="", key_takeaway="")
    step, hits = answers(query)
    assert [row.term.name for row in hits] == names
    assert step == (Step.CORRECTED if names else Step.TYPED)


def test_words_of_drafts_are_never_suggested() -> None:
    make_term("Hidden secretword", status=Status.DRAFT)
    answered = reply("secretwrod", shelves())
    assert (answered.answer.found, answered.words, answered.meant) == (set(), "secretwrod", "")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ('"red green"', ["One"]),
        ("green red", ["One", "Two"]),
        ("red -green", ["Three"]),
        ("-green", []),
        ("reds greens", ["One", "Two"]),
        ("what is red?", ["One", "Two", "Three"]),
        ("red gre", ["One", "Two"]),
    ],
)
def test_the_language_of_questions(query: str, names: list[str]) -> None:
    for name, text in (("One", "Red green."), ("Two", "Green, then red."), ("Three", "Red only.")):
        make_term(name, definition=text, in_depth="", key_takeaway="")
    assert sorted(found(query)) == sorted(names)


@pytest.mark.parametrize(
    "query", ["node.js", "nodejs", "Node JS", "ＮＯＤＥ．ＪＳ", "what is node.js"]
)
def test_hyphen_space_or_neither(query: str) -> None:
    make_term("Node.js")
    assert found(query) == ["Node.js"]


def test_each_answer_says_why() -> None:
    make_term("Generative AI", aliases=("Gen AI",), definition="Makes <b> & things.")
    step, (row,) = answers("gen ais")
    assert (step, row.reason, row.matched_name) == (Step.TYPED, "alias", "Gen AI")
    (row,) = answers("things")[1]
    assert row.reason == "text"
    assert [part.text for part in row.passage if part.is_marked] == ["things"]


def test_suggestions_are_names_one_row_each_in_the_order_of_the_search() -> None:
    make_term("Neural network", aliases=("Net", "Neural net"))
    make_term("Network", in_depth="neural")
    make_term("Deep neural field")
    assert [one.term.name for one in suggest("ne", shelves())] == [
        "Network",
        "Neural network",
        "Deep neural field",
    ]
    assert [one.term.name for one in suggest("nueral", shelves())][:1] == ["Neural network"]
    assert suggest("n", shelves()) == []
