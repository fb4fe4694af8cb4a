import pytest

from glossary.text.normalize import (
    DIGITS,
    SYMBOLS,
    fold,
    initial,
    initial_order,
    name_key,
    slugify_name,
    sort_key,
    words,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ångström", "angstrom"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("ÑANDÚ", "nandu"),
        ("straße", "strasse"),
        ("Æther", "aether"),
        ("ＡＩ", "ai"),
        ("Йод", "иод"),
        ("हिन्दी", "हिन्दी"),
        ("ガード", "ガード"),
        ("한국어", "한국어"),
        ("شَبَكَة", "شبكة"),
    ],
)
def test_folding_drops_case_width_and_accents_but_no_letter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_makes_composed_and_decomposed_text_equal() -> None:
    assert fold("Cafe\u0301") == fold("Caf\u00e9") == "cafe"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("C++ and C#", ["c++", "and", "c#"]),
        (".NET", ["net"]),
        ("k-means", ["k", "means"]),
        ("Rényi’s", ["renyis"]),
        ("NEAR(", ["near"]),
        ('"+++"', ["+++"]),
        ("", []),
        ("!?", []),
    ],
)
def test_words_keep_what_tells_languages_apart(written: str, found: list[str]) -> None:
    assert words(written) == found


def test_names_meet_under_one_key_whatever_their_punctuation() -> None:
    assert name_key("K-Means") == name_key("k means") == "k means"
    assert name_key("🙂") == "🙂"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Ångström", "A"),
        ("Łódź", "L"),
        ("İstanbul", "I"),
        ("ñandú", "N"),
        ("中文", "中"),
        ("3D", DIGITS),
        ("٣ نقاط", DIGITS),
        ("K-means", "K"),
        (".NET", "N"),
        ("+++", SYMBOLS),
        ("한국어", "ㅎ"),
        ("हिन्दी", "ह"),
        ("Öl", "O"),
    ],
)
def test_every_script_has_its_initials(name: str, letter: str) -> None:
    assert initial(sort_key(name)) == letter


def test_names_sort_by_letters_then_numbers_by_value_and_symbols_last() -> None:
    names = ["+++", "GPT-10", "zebra", "GPT-4", "Émile", "eager", ".NET", "3D", "K-means"]
    assert sorted(names, key=sort_key) == [
        "3D",
        "eager",
        "Émile",
        "GPT-4",
        "GPT-10",
        "K-means",
        ".NET",
        "zebra",
        "+++",
    ]


def test_index_headings_run_from_digits_through_letters_to_symbols() -> None:
    assert sorted(["中", SYMBOLS, "A", DIGITS, "Z"], key=initial_order) == [
        DIGITS,
        "A",
        "Z",
        "中",
        SYMBOLS,
    ]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Generative AI", "generative-ai"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("A/B test", "a-b-test"),
        ("A*", "a-star"),
        ("R&D", "r-and-d"),
        ("+1", "plus-1"),
        ("Naïve Bayes", "naive-bayes"),
        ("Rényi’s entropy", "renyis-entropy"),
        ("हिन्दी", "हिन्दी"),
        ("中文", "中文"),
        ("অ্যাবস্ট্রাকশন", "অ্যাবস্ট্রাকশন"),
        ("+++", "plus-plus-plus"),
        ("🙂", "slightly-smiling-face"),
    ],
)
def test_an_address_is_proposed_for_names_of_any_script(name: str, slug: str) -> None:
    assert slugify_name(name) == slug
    assert slugify_name(slug) == slug
