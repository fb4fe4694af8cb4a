"""``/llms.txt``: the glossary in one Markdown file for language models (https://llmstxt.org)."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from glossary import conf
from glossary.conf import absolute_url
from glossary.models import Category, Term
from glossary.models.term import LONG_TEXT_NAMES
from glossary.process_memory import remember
from glossary.text.markdown import render_inline
from glossary.text.plain import plain
from glossary.text.portable import escaped


class LlmsView(View):
    """Every current entry with its definition, by category. A glossary of more than
    ``GLOSSARY_LLMS_SIZE`` entries lists its categories only, so that the file can be read at
    once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = remember("llms.txt", lambda: "\n".join(_lines()) + "\n")
        return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _lines() -> Iterator[str]:
    categories = list(Category.objects.all())
    current = Term.objects.current().order_by().values_list("category_id")
    counts = Counter(dict(current.annotate(Count("pk"))))
    total = counts.total()
    yield f"# {escaped(conf.get('NAME'))}"
    yield ""
    yield "> " + ngettext(
        "A glossary of %(count)d entry, defined in a sentence or two, then explained in depth.",
        "A glossary of %(count)d entries, each defined in a sentence or two, then explained in "
        "depth.",
        total,
    ) % {"count": total}
    yield ""
    yield _(
        "Each entry has a page at /glossary/<slug>/ and is also available as Markdown "
        "(/glossary/<slug>.md) and as JSON (/glossary/<slug>.json)."
    )
    if total <= conf.get("LLMS_SIZE"):
        yield from _entries()
    else:
        yield from _categories(categories, counts)
    yield from _other_formats()


def _entries() -> Iterator[str]:
    terms = Term.objects.current().select_related("category").defer(*LONG_TEXT_NAMES)
    ordered = terms.order_by("category__order", "category__name", "sort_key", "slug")
    for category, terms_of_category in groupby(ordered, key=lambda term: term.category):
        yield from ("", f"## {escaped(category.name)}", "")
        for term in terms_of_category:
            address = absolute_url(reverse("glossary:term_markdown", args=[term.slug]))
            yield f"- [{escaped(term.name)}]({address}): {_plain(term.definition)}"


def _categories(categories: list[Category], counts: Counter[int]) -> Iterator[str]:
    yield from ("", f"## {_('Categories')}", "")
    for category in categories:
        if count := counts[category.pk]:
            size = ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count}
            about = f"{size}. {_plain(category.description)}".strip()
            address = absolute_url(category.get_absolute_url())
            yield f"- [{escaped(category.name)}]({address}): {about}"


def _other_formats() -> Iterator[str]:
    search = absolute_url(reverse("glossary:api_search"))
    yield from ("", f"## {_('Optional')}", "")
    for name, address, about in (
        (
            _("All entries as JSON"),
            absolute_url(reverse("glossary:entries_json")),
            _("page by page"),
        ),
        (_("Search as JSON"), search, _("?q= is a name, an abbreviation or words of the text")),
        (_("Sitemap"), absolute_url(reverse("glossary:sitemap")), _("all addresses")),
    ):
        yield f"- [{name}]({address}): {about}"


def _plain(definition: str) -> str:
    return escaped(plain(render_inline(definition)))
