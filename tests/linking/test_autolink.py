"""Linking of a text, without a database: what is a mention, and what never is."""

import html
import time

import html5lib
import pytest

from glossary.linking.autolink import Linker, LookupResult, PageContext
from glossary.text.markdown import (
    render_block,
    render_block_with_placeholders,
    render_inline,
    render_inline_with_placeholders,
)
from glossary.text.plain import plain
from glossary.text.portable import portable_block
from glossary.text.wiki_links import MarkedHtml
from tests.linking.helpers import N, known, linked, read


@pytest.mark.parametrize(
    ("source", "names", "expected"),
    [
        # Names made of more than letters.
        ("C++, C, C# and C.", ["C++", N("C", exact=True)], "{1:C++}, {2:C}, C# and C."),
        ("C++.", ["C++", N("C", exact=True)], "{1:C++}."),
        ("C++11 and C+", ["C++", N("C", exact=True)], "C++11 and C+"),
        (".NET is no NET.", [".NET", N("NET", exact=True)], "{1:.NET} is no {2:NET}."),
        ("ASP.NET", [".NET", N("NET", exact=True)], "ASP.NET"),
        ("An A/B test.", ["A/B test", "test", N("B", exact=True)], "An {1:A/B test}."),
        ("GPT-4, GPT-4-turbo", ["GPT-4", "GPT"], "{1:GPT-4}, GPT-4-turbo"),
        ("GPT-40 GPT-4", ["GPT-4"], "GPT-40 {1:GPT-4}"),
        ("Use node.js, not node.", ["node.js", "node"], "Use {1:node.js}, not {2:node}."),
        ("R, R&D, r", [N("R", exact=True), "R&D"], "{1:R}, {2:R&amp;D}, r"),
        ("CI/CD or CI", ["CI/CD", "CI"], "{1:CI/CD} or {2:CI}"),
        ("CI/CD", ["CI", "CD"], "CI/CD"),
        ("k-means; means", ["k-means", "means"], "{1:k-means}; {2:means}"),
        ("“AI” (AI)", ["AI"], "“{1:AI}” (AI)"),
        ("C# and C", ["C#"], "{1:C#} and C"),
        ("Yahoo! said", ["Yahoo!"], "{1:Yahoo!} said"),
        # What is next to a name makes it another word.
        ("AI-powered", ["AI"], "AI-powered"),
        ("pre-training", ["training"], "pre-training"),
        ("human–AI", ["AI"], "human–AI"),
        ("that — AI — or AI-", ["AI"], "that — {1:AI} — or AI-"),
        ("AI_x x_AI AI+ @AI #AI AI/x \\\\AI AI2 2AI", ["AI"], None),
        ("AI.org x.AI", ["AI"], None),
        ("Thanks to AI. It", ["AI"], "Thanks to {1:AI}. It"),
        ("Well...AI...", ["AI"], "Well...{1:AI}..."),
        ("modeling remodel modelé", ["model"], None),
        ("AI\u0301", ["AI"], None),
        ("a\u0301I AI", [N("I", exact=True)], None),
        ("<b>AI</b>ded", ["AI"], "AIded"),
        ("*AI*-powered, x*AI*", ["AI"], "<em>AI</em>-powered, x<em>AI</em>"),
        ("**AI** helps", ["AI"], "<strong>{1:AI}</strong> helps"),
        ("*deep* learning", ["deep learning", "learning"], "<em>deep</em> {2:learning}"),
        # Apostrophes, dashes, spaces and Unicode forms.
        ("An LLM's words", ["LLM", N("LLM's", of=1, kind=3)], "An {1:LLM's} words"),
        ("An LLM’s words", ["LLM"], "An {1:LLM}’s words"),
        ("The models' weights", ["model", N("models", of=1)], "The {1:models}' weights"),
        ("l’apprentissage", ["apprentissage"], "l’{1:apprentissage}"),
        ("fine‑tuning", ["fine-tuning"], "{1:fine‑tuning}"),
        ("deep\u00a0learning deep\nlearning", ["deep learning"], None),
        ("caf\u0065\u0301", ["café"], "{1:café}"),
        ("résumé, resume", ["resume"], "résumé, {1:resume}"),
        ("ÖFFENTLICHER öffentlicher", ["Öffentlicher"], "{1:ÖFFENTLICHER} öffentlicher"),
        ("STRASSE Straße", ["Straße"], "{1:STRASSE} Straße"),
        # Scripts without spaces.
        ("使用深度学习模型", ["深度学习", "学习"], "使用{1:深度学习}模型"),
        ("使用GPT-4模型", ["GPT-4"], "使用{1:GPT-4}模型"),
        ("機械学習（AI）", ["AI", "機械学習"], "{2:機械学習}（{1:AI}）"),
        ("การเรียนรู้ของเครื่อง", ["การเรียนรู้"], "{1:การเรียนรู้}ของเครื่อง"),
        ("हिन्दी भाषा", ["हिन्दी"], "{1:हिन्दी} भाषा"),
        ("हिन्दीभाषा", ["हिन्दी"], "हिन्दीभाषा"),
        # Common words.
        ("In-context learning", ["in-context learning"], "{1:In-context learning}"),
        ("the deep of the blue", ["deep of the blue"], "the {1:deep of the blue}"),
        ("WHO knows who?", ["WHO"], "{1:WHO} knows who?"),
        ("Listen to The Who.", [N("The Who", exact=True)], "Listen to {1:The Who}."),
        ("ON and on", ["ON"], "{1:ON} and on"),
    ],
)
def test_what_is_a_mention(source: str, names: list[N | str], expected: str | None) -> None:
    if expected is None:
        text = Linker.of([render_block_with_placeholders(source)], "/glossary/")
        first = text.mentions(known(*names), PageContext())
        assert [m for m in first if "\u00a0" not in source and m.linked] == []
        return
    assert linked(source, *names) == expected


def test_spaces_of_every_kind_separate_the_words_of_a_name() -> None:
    _, mentions = read("deep\u00a0learning, deep\nlearning, deep  learning", "deep learning")
    assert len(mentions) == 3


@pytest.mark.parametrize(
    "closed",
    [
        *("`AI`", "    AI", "```\nAI\n```", "# AI", "###### AI", "> AI", "> - AI", "[AI](/x/)"),
        *("[**AI**](/x/)", "![AI](/media/x.png)", '[x](/x/ "AI")'),
        *("https://AI.org/AI", "[x](/AI)"),
    ],
)
def test_no_link_is_made_where_none_belongs(closed: str) -> None:
    html_, mentions = read(closed, "AI")
    assert html_ == render_block(closed).strip()
    assert [m.linked for m in mentions] == []


@pytest.mark.parametrize(
    "tag",
    [
        *("a", "button", "code", "kbd", "samp", "pre", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("script", "style", "textarea", "math", "svg", "blockquote"),
    ],
)
def test_no_link_is_made_within(tag: str) -> None:
    source = f"<{tag}>AI <em>AI</em></{tag}> AI"
    text = Linker.of([MarkedHtml(source)], "/glossary/")
    (result,) = text.html(text.mentions(known("AI"), PageContext()))
    assert result == f'<{tag}>AI <em>AI</em></{tag}> <a class="term" href="/glossary/1/">AI</a>'


def test_table_cells_and_list_items_are_texts_of_their_own() -> None:
    source = "| a | deep |\n|---|---|\n| learning | AI |\n\n- deep\n- learning"
    assert "{1:AI}" in linked(source, "AI", "deep learning")
    assert "{2:" not in linked(source, "AI", "deep learning")


def test_the_number_of_a_footnote_is_no_part_of_the_word() -> None:
    assert linked("AI[^1] ends.\n\n[^1]: AI too", "AI").startswith("{1:AI}<sup>")


@pytest.mark.parametrize(
    ("source", "names", "expected"),
    [
        ("large language model", ["language model", "large language", N("large language model")],
         "{3:large language model}"),
        ("a b c", ["a b", "b c"], "{1:a b} c"),
        ("Camp Booty", [N("Booty", kind=1), "Camp Booty"], "{2:Camp Booty}"),
        ("model zoo", [N("model zoo", kind=1), N("Model zoo", kind=0)], "{2:model zoo}"),
    ],
)  # fmt: skip
def test_leftmost_then_longest_then_name_before_alias(
    source: str, names: list[N | str], expected: str
) -> None:
    assert linked(source, *names) == expected


def test_a_name_of_two_entries_leads_to_both_unless_one_is_in_the_texts_category() -> None:
    names = (N("Transformer", category=1), N("Transformer", category=2))
    assert linked("A transformer", *names) == "A {transformer:transformer}"
    assert linked("A transformer", *names, subject=PageContext(category=2)) == "A {2:transformer}"
    both = (N("Transformer", category=2), N("Transformer", category=2))
    assert linked("A transformer", *both, subject=PageContext(category=2)) == (
        "A {transformer:transformer}"
    )


def test_all_names_of_an_entry_share_one_link_over_all_fields_of_the_page() -> None:
    fields = [
        render_inline_with_placeholders("An LLM."),
        render_block_with_placeholders("A large language model. LLMs."),
        MarkedHtml("<p>LLM</p>"),
    ]
    text = Linker.of(fields, "/glossary/")
    names = known("Large language model", N("LLM", of=1), N("LLMs", of=1))
    mentions = text.mentions(names, PageContext())
    assert [m.linked for m in mentions] == [True, False, False, False]
    assert [text.field_of(m) for m in mentions] == [0, 1, 1, 2]
    assert [field.count("<a ") for field in text.html(mentions)] == [1, 0, 0]


def test_a_page_never_leads_to_itself_nor_to_a_name_within_its_own() -> None:
    subject = PageContext(term=1)
    source = "Deep learning is learning."
    assert linked(source, "Deep learning", "learning", subject=subject) == (
        "Deep learning is {2:learning}."
    )
    assert linked("[[Deep learning]]", "Deep learning", subject=subject) == "Deep learning"


def test_a_link_by_hand_is_the_link() -> None:
    assert linked("AI and [[AI|it]]", "AI") == "AI and {1:it}"
    assert (
        linked("AI and [it](/glossary/1/)", "AI")
        == 'AI and <a href="/glossary/1/" rel="noopener">it</a>'
    )
    assert linked("AI and [it](http://localhost:8000/glossary/1/#x)", "AI").startswith("AI and")
    assert linked("AI and [it](/glossary/1/2/)", "AI").startswith("{1:AI}")
    _, (first, second) = read("AI and [it](/glossary/1/)", "AI")
    assert (first.linked, second.linked, second.by_hand) == (False, True, True)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[[AI]]", "{1:AI}"),
        ("[[AI|machines]] and [[AI]]", "{1:machines} and {1:AI}"),
        ("[[ AI | the  machines ]]", "{1:the machines}"),
        ("**[[AI|x]]**", "<strong>{1:x}</strong>"),
        ("x[[AI|y]]z", "x{1:y}z"),
        ("[[A*B*C]]", "{2:A*B*C}"),
        ("[[R&D]] [[R&amp;D|<b>]]", "{3:R&amp;D} {3:&lt;b&gt;}"),
        ("[[snake_case_name]]", "{4:snake_case_name}"),
        (r"\[[AI]]", "[[{1:AI}]]"),
        ("[[nobody]] and [[nobody|words]]", "nobody and words"),
        ("`[[AI]]` [[AI]]", "<code>[[AI]]</code> {1:AI}"),
        ("`[[AI|b]]`", "<code>[[AI|b]]</code>"),
        ("[[]] [[|x]] [[ ]]", "[[]] [[|x]] [[ ]]"),
        ("[[1]](/x/)", '<a href="/x/" rel="noopener">[1]</a>'),
        ("[see [[AI|it]]](/x/)", '<a href="/x/" rel="noopener">see it</a>'),
        ('[x](/x/ "[[AI|it]]")', '<a href="/x/" title="it" rel="noopener">x</a>'),
        ("[x](/[[AI]])", '<a href="/%5B%5BAI%5D%5D" rel="noopener">x</a>'),
    ],
)
def test_links_by_hand(source: str, expected: str) -> None:
    assert linked(source, "AI", "A*B*C", "R&D", "snake_case_name") == expected


def test_links_by_hand_pass_through_tables_headings_and_quotes() -> None:
    table = "| [[AI|the *m*]] | `[[AI|b]]` |\n|---|---|\n| x [[AI\\|y]] | z |"
    result = linked(table, "AI")
    assert "<th>{1:the *m*}</th>\n<th><code>[[AI|b]]</code></th>" in result
    assert "<td>x {1:y}</td>\n<td>z</td>" in result
    assert linked("# [[AI]]", "AI") == "<h3>{1:AI}</h3>"
    assert "{1:AI}" in linked("> [[AI]]", "AI")


def test_readers_elsewhere_get_the_words_alone() -> None:
    assert render_inline("An [[LLM|language *model*]] & [[x]].") == "An language *model* &amp; x."
    assert plain(render_block("| [[a|b]] |\n|---|\n| `[[c|d]]` |")) == "b [[c|d]]"
    assert render_block("```\n[[1, 2]]\n```") == '<pre tabindex="0"><code>[[1, 2]]\n</code></pre>\n'


def test_marks_that_a_writer_typed_are_not_taken_for_ours() -> None:
    assert render_inline("\ufdd00\ufdd1 [[x]] \ufdd09\ufdd1") == "\ufffd0\ufffd x \ufffd9\ufffd"


@pytest.mark.parametrize(
    "source",
    [
        "&#xFDD0;7&#xFDD1; [[Alpha]]",
        "&#64976;99999999999999999999&#64977;",
        f"&#xFDD0;{'1' * 5_000}&#xFDD1;",
        "[x](/%EF%B7%907%EF%B7%91) [[Alpha]]",
        r"[x](/\%EF%B7%907&#37;EF%B7%91) [[Alpha]]",
        '[x](/y "&#xFDD0;7&#xFDD1;") [[Alpha]]',
        "a&#xFDD5;b&#x1;c",
    ],
)
def test_marks_that_come_of_escapes_are_not_taken_for_ours(source: str) -> None:
    for render in (render_block, render_inline, lambda text: portable_block(text, "")):
        assert not set("\ufdd0\ufdd1\ufdd5\x01") & set(render(source))
    assert "Alpha" in render_block(source) or "[[" not in source


def test_a_vetoed_text_or_place_passes_the_link_on() -> None:
    source = "First an AI here, in the first of texts. Then an AI there, in the second."
    _, mentions = read(source, "AI")
    text = Linker.of([render_block_with_placeholders(source)], "/glossary/")
    place = text.context(mentions[0])
    assert place == "first an | ai | here in the first"
    excluded = PageContext(exclusions=frozenset({(1, place)}))
    assert linked(source, "AI", subject=excluded).count("{1:") == 1
    assert linked(source, "AI", subject=excluded).startswith("First an AI here")
    edited = f"Something new. {source} And more."
    assert linked(edited, "AI", subject=excluded).count("an {1:AI} there") == 1
    whole = PageContext(exclusions=frozenset({(1, "")}))
    html_, all_ = read(source, "AI", subject=whole)
    assert "<a" not in html_
    assert [m.excluded for m in all_] == [True, True]


def test_the_sentence_around_a_mention() -> None:
    source = (
        "Intro, e.g. this one. It was Dr. Who who said *AI* matters! Did he?\n\n"
        "- An item with AI\n- Another"
    )
    text = Linker.of([render_block_with_placeholders(source)], "/glossary/")
    found = text.mentions(known("AI"), PageContext())
    sentences = [text.sentence(m) for m in found]
    assert sentences[0] == ("It was Dr. Who who said AI matters! ".strip(), 24)
    assert sentences[1] == ("An item with AI", 13)


def test_a_sentence_without_end_is_cut_at_words() -> None:
    text = Linker.of(
        [render_block_with_placeholders("word " * 500 + "AI" + " word" * 500)], "/glossary/"
    )
    ((sentence, start),) = [text.sentence(m) for m in text.mentions(known("AI"), PageContext())]
    assert len(sentence) < 420
    assert sentence[start : start + 2] == "AI"
    assert (sentence[:3], sentence[-3:]) == ("… w", "d …")


HOSTILE = [
    "<script>AI</script>AI",
    "AI<img src=x onerror=AI>",
    "&lt;AI&gt; &amp;AI; AI",
    '[AI](javascript:AI "AI")AI',
    "[[AI|<script>alert(1)</script>]]",
    "[[<img src=x onerror=alert(1)>]]",
    '[[AI|" onmouseover=alert(1) x="]]',
    "AI" + "\u202e" + "AI",
    "*" * 500 + "AI",
    "[[" * 1000 + "AI" + "]]" * 1000,
    "\ud800 AI \x00 AI",
    "<<AI>>",
    "AI\n" * 300,
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_keeps_its_words_and_gains_links_only(source: str) -> None:
    evil = N('"><script>alert(1)</script>', exact=False)
    result, _ = read(source, "AI", evil)
    without = html5lib.parseFragment(result, namespaceHTMLElements=False)
    before = html5lib.parseFragment(render_block(source), namespaceHTMLElements=False)
    assert "".join(without.itertext()).split() == "".join(before.itertext()).split()
    tags = {element.tag for element in without.iter()} - {element.tag for element in before.iter()}
    assert tags <= {"a"}
    assert not any(name.startswith("on") for e in without.iter() for name in e.attrib)


@pytest.mark.parametrize("piece", ["alpha ", "e.g. alpha. ", "*alpha* ", "Alpha. ' ", "中"])
def test_the_time_for_the_ledger_follows_the_text(piece: str) -> None:
    text = Linker.of(
        [render_block_with_placeholders(piece * min(5_000, 40_000 // len(piece)))], "/glossary/"
    )
    found = text.mentions(known("alpha", "中"), PageContext())
    assert len(found) > 3_000
    start = time.perf_counter()
    for mention in found:
        text.sentence(mention), text.context(mention), text.field_of(mention)
    # A hundredth of this on a quick machine; twenty seconds where each looks through its block.
    assert time.perf_counter() - start < 5


def test_slugs_of_any_script_are_addresses() -> None:
    (entry,) = (name for group in known("中文").names.values() for name in group)
    names = LookupResult({entry.name_hash: [entry._replace(slug="中文-&")]})
    text = Linker.of([render_block_with_placeholders("中文")], "/glossary/")
    (result,) = text.html(text.mentions(names, PageContext()))
    assert 'href="/glossary/%E4%B8%AD%E6%96%87-%26/"' in result
    assert html.unescape(result) == result


def test_the_numbers_to_look_up_follow_the_text() -> None:
    text = Linker.of(
        [render_block_with_placeholders("the deep learning of the deep learning")], "/glossary/"
    )
    assert len(text.find_positions(text.pair_hashes)) < 14
