import time

import pytest

from glossary.text.portable import escaped, portable_block, portable_inline

SITE = "https://words.example"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A [[Large language model|model]] of [[C++]].", "A model of C++."),
        (
            "Keeps `a[[0]]`, **bold** and x<sup>2</sup>.",
            "Keeps `a[[0]]`, **bold** and x<sup>2</sup>.",
        ),
        ('No <b class="x">tag</b><!-- nor note -->.', "No tag."),
        (
            "[here](/glossary/x/) [there](https://e.org/)",
            f"[here]({SITE}/glossary/x/) [there](https://e.org/)",
        ),
        ("[no](javascript:alert)", "[no](#)"),
        ("- no list\nbut one line", "- no list but one line"),
    ],
)
def test_inline_markdown_is_fit_for_readers_elsewhere(source: str, expected: str) -> None:
    assert portable_inline(source, SITE) == expected


def test_blocks_keep_their_form_and_code_its_letters() -> None:
    source = (
        "# Head\n\n* a [[b|c]]\n* d\n\n```\n[[y]] <b> <!-- z -->\n```\n\n<script>\nz\n</script>"
    )
    assert [block for block in portable_block(source, SITE).split("\n\n") if block] == [
        "# Head",
        "- a c\n- d",
        "```\n[[y]] <b> <!-- z -->\n```",
    ]


def test_pictures_of_the_site_have_their_full_address() -> None:
    assert portable_block("![A](/media/a.png)", SITE) == f"![A]({SITE}/media/a.png)"


def test_what_nests_too_deep_is_given_as_it_was_written() -> None:
    assert portable_block("> " * 200 + "a", SITE).startswith("```\n> > ")


def test_words_are_no_markdown() -> None:
    assert escaped("a_b [c]\n*d* `e` <f>") == r"a\_b \[c\] \*d\* \`e\` \<f\>"


@pytest.mark.parametrize("piece", ["`", "[[", "<!--", "<script>", "](/a", "`a ``b ", "<a b='"])
def test_time_follows_the_text(piece: str) -> None:
    began = time.perf_counter()
    portable_block(piece * (50_000 // len(piece)), SITE)
    assert time.perf_counter() - began < 2
