"""Shapes of words, misspellings, fallbacks, and the reason of each result."""

import pytest

from glossary.models import Status
from glossary.search import fallbacks
from glossary.search.catalogue import current_catalogue
from glossary.search.fallbacks import Fallback, search_with_fallbacks
from glossary.search.results import SearchResult, search_results
from glossary.search.spelling import existing_words
from glossary.search.suggest import suggest
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def answers(query: str) -> tuple[Fallback, list[SearchResult]]:
    response = search_with_fallbacks(query, current_catalogue())
    ids = response.matches.ordered(response.matches.found)
    return response.fallback, search_results(response, ids)


def found(query: str) -> list[str]:
    return [row.term.name for row in answers(query)[1]]


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
def test_longer_words_allow_more_edits(query: str, names: list[str]) -> None:
    for name in ("Mesh", "Cluster", "Kubernetes", "Machine learning"):
        make_term(name, definition="It.", in_depth="", key_takeaway="")
    if "cluter" in query:
        make_term("Kubernetes cluster", definition="It.", in_depth="", key_takeaway="")
    step, hits = answers(query)
    assert [row.term.name for row in hits] == names
    assert step == (Fallback.CORRECTED if names else Fallback.NONE)


def test_words_of_drafts_are_never_suggested() -> None:
    make_term("Hidden secretword", status=Status.DRAFT)
    response = search_with_fallbacks("secretwrod", current_catalogue())
    assert response.matches.found == set()
    assert (response.searched, response.did_you_mean) == ("secretwrod", "")


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
def test_the_syntax_of_queries(query: str, names: list[str]) -> None:
    for name, text in (("One", "Red green."), ("Two", "Green, then red."), ("Three", "Red only.")):
        make_term(name, definition=text, in_depth="", key_takeaway="")
    assert sorted(found(query)) == sorted(names)


@pytest.mark.parametrize(
    "query", ["node.js", "nodejs", "Node JS", "ＮＯＤＥ．ＪＳ", "what is node.js"]
)
def test_hyphen_space_or_neither(query: str) -> None:
    make_term("Node.js")
    assert found(query) == ["Node.js"]


def test_a_word_that_joins_two_is_split() -> None:
    make_term("Semantic retrieval pipeline")
    assert found("retrievalpipeline") == ["Semantic retrieval pipeline"]


def test_words_of_names_exist_in_the_spelling_index() -> None:
    make_term("Reinforcement learning")
    asked = ["reinforcement", "learning", "reinforcing", "learnin"]
    assert existing_words(asked) == {"reinforcement", "learning"}


def test_each_result_has_a_reason() -> None:
    make_term("Generative AI", aliases=("Gen AI",), definition="Makes <b> & things.")
    step, (row,) = answers("gen ais")
    assert (step, row.reason, row.matched_name) == (Fallback.NONE, "alias", "Gen AI")
    (row,) = answers("things")[1]
    assert row.reason == "text"
    assert [part.text for part in row.passage if part.is_marked] == ["things"]


@pytest.mark.parametrize(
    ("query", "first", "step"),
    [
        ("canary release", "Canary deployment", Fallback.NONE),  # the rarer word is a name's
        ("version controll", "Version control", Fallback.NONE),  # though "controller" begins so
        ("difference between pod and vm", "Pod", Fallback.NONE),
        ("how do i scale pods", "Pod", Fallback.NONE),
        ("what is error", "Error (in a test)", Fallback.NONE),  # called so but for its qualifier
        ("data centre", "Datacenter", Fallback.NONE),
        ("erorr handling", "Error handling", Fallback.CORRECTED),
        ("eror", "Error (in a test)", Fallback.CORRECTED),  # of five letters, one left out
        ("release every controller version", "Releases", Fallback.NONE),  # all the words, in a text
    ],
)
def test_names_come_first(query: str, first: str, step: Fallback) -> None:
    for name, text in (
        ("Canary deployment", "To few users first."),
        ("Releases", "How do I release? Every controller has a version. A canary release too."),
        ("Version control", "Remembers changes."),
        ("Pod", "Scaled by its owner."),
        ("Error (in a test)", "It."),
        ("Error handling", "It."),
        ("Datacenter", "It."),
        ("Branch", "Made of a release."),
        ("Tag", "Names a release."),
    ):
        make_term(name, definition=text, in_depth="", key_takeaway="")
    found_step, rows = answers(query)
    assert (rows[0].term.name, found_step) == (first, step)


def test_results_for_the_typed_query_stay_beside_those_for_its_correction() -> None:
    make_term("Release train", definition="Leaves on time.", in_depth="", key_takeaway="")
    make_term("Shape", definition="A triangle for a release.", in_depth="", key_takeaway="")
    response = search_with_fallbacks("release trian", current_catalogue())
    assert response.did_you_mean == "release train"
    assert [(row.term.name, row.reason) for row in answers("release trian")[1]] == [
        ("Release train", "misspelling"),
        ("Shape", "text"),
    ]


def test_a_passage_is_short_and_has_the_words() -> None:
    make_term("Long", definition=f"{'Words before it. ' * 40}Then the needle. {'And after. ' * 40}")
    (row,) = answers("needle")[1]
    assert len(row.snippet) < 400
    assert "needle" in row.snippet
    (row,) = answers("long")[1]
    assert len(row.snippet) < 400
    assert row.snippet.startswith("Words before it.")


def test_suggestions_are_names_one_row_each_in_the_order_of_the_search() -> None:
    make_term("Neural network", aliases=("Net", "Neural net"))
    make_term("Network", in_depth="neural")
    make_term("Deep neural field")
    assert [one.term.name for one in suggest("ne", current_catalogue())] == [
        "Network",
        "Neural network",
        "Deep neural field",
    ]
    assert [one.term.name for one in suggest("nueral", current_catalogue())][:1] == [
        "Neural network"
    ]
    assert suggest("n", current_catalogue()) == []


def test_a_left_out_letter_is_likelier_than_a_changed_one() -> None:
    make_term("Judge", aliases=("Grading",))
    make_term("Gradient descent")
    assert [one.term.name for one in suggest("gradint", current_catalogue())] == [
        "Gradient descent"
    ]


@pytest.mark.parametrize("typed", ['"nowhere" -x', '"nowhere" -', '"nowhere",'])
def test_nothing_is_suggested_for_a_phrase_that_no_name_has(typed: str) -> None:
    make_term("Somewhere")
    assert suggest(typed, current_catalogue()) == []


def test_a_draft_with_a_matching_name_is_not_counted() -> None:
    make_term("Release train", definition="Leaves on time.", in_depth="", key_takeaway="")
    make_term("Shape", definition="A triangle for a release.", in_depth="", key_takeaway="")
    make_term("Release train policy", status=Status.DRAFT)
    catalogue = current_catalogue()
    found = search_with_fallbacks("release trian", catalogue).matches.found
    assert len(found) == 2
    assert found <= catalogue.entries


def test_two_of_three_common_words_in_a_name_are_not_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fallbacks, "MAX_COMMONNESS", 3)
    make_term("Alpha beta")
    for name, text in (
        ("All", "gamma, beta and alpha"),
        *(("One", "alpha"), ("Two", "alpha gamma"), ("Three", "beta gamma"), ("None", "delta")),
    ):
        make_term(name, in_depth=text)
    assert found("alpha beta gamma") == ["All"]
