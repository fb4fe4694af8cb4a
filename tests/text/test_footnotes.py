from glossary.text.footnotes import namespace_footnotes
from glossary.text.markdown import html_block


def test_links_within_a_text_stay_within_it() -> None:
    html = html_block('A[^1] b[^1] `id="fn-1"` [c](https://e.org/#fn-1).\n\n[^1]: Note.')
    marked = namespace_footnotes(html, "x")
    for part in ('id="fn-1"', 'id="fnref-1"', 'id="fnref-1-2"', 'href="#fn-1"', 'href="#fnref-1"'):
        assert f" {part}" in html
        assert f" {part}" not in marked
        assert f" {part.replace('-', '-x-', 1)}" in marked
    assert '<code>id="fn-1"</code>' in marked
    assert 'href="https://e.org/#fn-1"' in marked
    assert marked.replace("-x-", "-") == html
    assert marked.__html__() == marked
