import re

import pytest

from glossary.text.markdown import render_block, render_inline
from glossary.text.plain import plain, printable, reading_minutes
from glossary.text.sanitize import sanitize, sanitize_inline

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//e.org/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<s:script>alert(1)</s:script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    '[x](https://e.org "\\" onmouseover=alert(1)")',
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p style='position:fixed'>x</p>",
    "```html onclick=alert(1)\n<script>alert(1)</script>\n```",
    "<!--><script>alert(1)</script>-->",
    "<object data=x></object><embed src=x><base href=//e.org>",
]


@pytest.mark.parametrize("source", HOSTILE)
@pytest.mark.parametrize("render", [render_block, render_inline])
def test_nothing_that_runs_survives(source: str, render: object) -> None:
    html = render(source).lower()  # type: ignore[operator]
    tags = [part.split(">")[0] for part in html.split("<")[1:]]
    for tag in tags:
        name = tag.strip("/").split()[0]
        assert name not in {"script", "svg", "iframe", "object", "embed", "base", "style", "math"}
        assert " on" not in tag.replace("&quot;", "").split(' title="')[0]
        assert "javascript:" not in tag
        assert "style=" not in tag


def test_block_markdown_has_tables_code_and_footnotes() -> None:
    html = render_block("| a | b |\n|---|--:|\n| 1 | `2` |\n\n~~x~~ y[^1]\n\n[^1]: note")
    assert '<td align="right"><code>2</code></td>' in html
    assert "<del>x</del>" in html
    assert '<li id="fn-1">' in html


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# a\n## b\n###### c", "345"),
        ("## a\n#### b\n## c\n### d", "3434"),
        ("##### a\n# b\nc\n===\n> # d\n\n- ## e", "33334"),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f\n## g", "3456664"),
    ],
)
def test_headings_begin_where_the_page_leaves_off_and_skip_no_level(
    source: str, levels: str
) -> None:
    html = render_block(source)
    assert "".join(re.findall(r"<h(\d)>", html)) == levels
    assert "".join(re.findall(r"</h(\d)>", html)) == levels


def test_code_is_shown_as_written_and_reached_by_keyboard() -> None:
    assert render_block("```python\na < b\n```") == (
        '<pre tabindex="0"><code class="language-python">a &lt; b\n</code></pre>\n'
    )


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**bold** and _em_", "<strong>bold</strong> and <em>em</em>"),
        ("# not a heading", "# not a heading"),
        ("- not\n- a list", "- not - a list"),
        ("1. not a list", "1. not a list"),
        ("> not a quote", "&gt; not a quote"),
        ("    not code", "not code"),
        ("· a dot", "· a dot"),
        ("`<b>`", "<code>&lt;b&gt;</code>"),
        ("", ""),
    ],
)
def test_inline_markdown_knows_no_blocks(source: str, html: str) -> None:
    assert render_inline(source) == html


def test_pictures_come_from_this_site_only() -> None:
    assert 'src="/media/a.png"' in render_block("![a](/media/a.png)")
    assert "src" not in render_block("![a](https://e.org/a.png)")
    assert "src" not in render_block("![a](/media/../admin/)")


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "[",
            "![",
            "[a](",
            "<a ",
            "<![CDATA[",
            "<!--",
            "<b>",
            "`",
            "```\n",
            "&",
            "*a **b ",
            "~~a",
        ),
        *("> ", "- ", "  - a\n", "\n# ", "|a", "|a|\n|-|\n", "https://a.b ", "![a](/media/a.png)"),
        *("[a][b]", "[a]: /b\n", "[^1]", "[^1][^1]\n\n[^1]: x\n\n"),
    ],
)
def test_100_kb_of_one_construct_are_rendered_bounded_and_clean(unit: str) -> None:
    source = (unit * 100_000)[:100_000]
    for render, clean in ((render_block, sanitize), (render_inline, sanitize_inline)):
        html = render(source)
        assert len(html) < 20 * len(source)
        assert html == clean(html)


def test_a_table_that_fills_itself_with_empty_cells_is_shown_as_written() -> None:
    head = f"|{'a|' * 1_000}\n|{'-|' * 1_000}\n"
    source = head + "a\n" * 20_000
    assert render_block(source).startswith('<pre tabindex="0">|a|a|')
    wide = render_block(head + "a\n" * 50)
    assert wide.count("<td>") == 50 * 1_000


def test_text_nested_beyond_reason_is_shown_as_written() -> None:
    assert render_block("> " * 500 + "deep").startswith('<pre tabindex="0">&gt; &gt; ')


def test_text_beyond_the_limit_is_not_rendered() -> None:
    assert render_block("a" * 300_000) == f"<p>{'a' * 200_000}</p>\n"
    assert render_inline("a" * 30_000) == "a" * 20_000


@pytest.mark.parametrize("source", ["\x00", "\ud800", "a\r\nb", "\u202e", "\ufeff"])
def test_awkward_characters_do_no_harm(source: str) -> None:
    assert isinstance(render_block(source) + render_inline(source), str)


def test_what_neither_html_nor_xml_can_hold_is_replaced() -> None:
    assert (
        printable("a\x00\x08\x0b\x1b\x7f\x85\ud800\uffff\t\n é🙂")
        == "a" + "\ufffd" * 8 + "\t\n é🙂"
    )
    assert render_block("a\x1bb") == "<p>a\ufffdb</p>\n"


def test_plain_text_has_the_words_and_no_markup() -> None:
    assert plain(render_block("# A\n\n*b* & `c` <i>d</i>\n\n- e\n- f")) == "A b & c d e f"


def test_reading_time_counts_words_and_dense_scripts() -> None:
    assert reading_minutes("word " * 920) == 4
    assert reading_minutes("字" * 1500) == 3
    assert reading_minutes("") == 1
