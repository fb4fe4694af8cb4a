import pytest

from glossary.models import Alias, Status, Term
from glossary.search.catalogue import current_catalogue
from glossary.search.fallbacks import search_with_fallbacks
from glossary.search.results import SearchResult, search_results
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def answers(query: str) -> list[SearchResult]:
    response = search_with_fallbacks(query, current_catalogue())
    return search_results(response, response.matches.ordered(response.matches.found))


def found(query: str) -> list[str]:
    return [row.term.name for row in answers(query)]


def test_names_come_before_aliases_and_aliases_before_text() -> None:
    make_term("Zeta", in_depth="Speaks of token.")
    make_term("Yarn", aliases=("Tokenizer piece",))
    make_term("Xylo", aliases=("Token",))
    make_term("Tokenization")
    make_term("Token")
    assert found("token") == ["Token", "Tokenization", "Xylo", "Yarn", "Zeta"]


def test_a_hit_says_which_alias_answered() -> None:
    make_term("Generative AI", aliases=("Gen AI",))
    (hit,) = answers("gen ai")
    assert (hit.term.name, hit.matched_name) == ("Generative AI", "Gen AI")


def test_a_misspelling_finds_and_is_never_shown() -> None:
    Alias.objects.create(term=make_term("Gradient"), text="Gradiant", kind="misspelling")
    (hit,) = answers("gradiant")
    assert (hit.term.name, hit.matched_name) == ("Gradient", None)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("c++", "C++"),
        (".net", ".NET"),
        ("K MEANS", "k-means"),
        ("gpt-4", "GPT-4"),
        ("中", "机器学习中文"),
        ("हिन्दी", "हिन्दी"),
        ("angstrom", "Ångström"),
        ("Ångström", "Ångström"),
        ("second first", "Two words"),
        ("drug dis", "With application"),
        ("tagged", "Carries a tag"),
    ],
)
def test_it_finds(query: str, name: str) -> None:
    for plain_name in ("C++", ".NET", "k-means", "GPT-4", "机器学习中文", "हिन्दी", "Ångström"):
        make_term(plain_name)
    make_term("Two words", in_depth="The first, then the second.")
    make_term("With application", applications=("Drug discovery",))
    make_term("Carries a tag", tags=("tagged",))
    assert found(query)[0] == name


@pytest.mark.parametrize(
    "query",
    [
        'foo"bar',
        "NEAR(",
        "a AND",
        "OR",
        "*",
        '"',
        "'",
        "\\",
        "a:*",
        "names:x",
        "-",
        "\x00",
        "(",
        "a & b | !c <->",
        "x" * 10_000,
        "a " * 5_000,
        "🙂",
        "^a",
        "{a b}",
        "%",
        "_",
    ],
)
def test_hostile_queries_are_questions_like_any_other(query: str) -> None:
    make_term("Something else entirely")
    assert found(query) in ([], ["Something else entirely"])


def test_what_a_reader_may_not_see_is_not_found() -> None:
    make_term("Hidden draft", status=Status.DRAFT)
    make_term("Hidden later", publish_at="2999-01-01T00:00Z")
    make_term("Hidden no more")
    assert found("hidden") == ["Hidden no more"]


def test_rows_follow_every_change() -> None:
    term = make_term(
        "Before",
        definition="It.",
        in_depth="",
        aliases=("Elder",),
        tags=("old tag",),
        key_takeaway="",
    )
    term.name = "After"
    term.save()
    term.aliases.all().delete()
    term.tags.set(["new tag"])
    assert [found(q) for q in ("before", "elder", "old", "after", "new")] == [
        [],
        [],
        [],
        ["After"],
        ["After"],
    ]
    Term.objects.all().delete()
    assert found("after") == []
