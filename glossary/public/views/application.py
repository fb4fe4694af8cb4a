"""All real-world applications, and a search in them."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from glossary.models import Application
from glossary.models.term import TEXT_NAMES, published_q
from glossary.public.views.paging import PagedListView
from glossary.text.plain import clean_input

_MAX_WORDS = 8


class ApplicationListView(PagedListView):
    """``/applications/?q=``: the applications of public entries that have every word of ``q`` in
    their title, their description or the name of their entry."""

    template_name = "glossary/application_list.html"

    def get_queryset(self) -> QuerySet[Application]:
        self.query = clean_input(self.request.GET.get("q", ""), 300)
        applications: QuerySet[Application] = Application.objects.filter(published_q("term__"))
        for word in self.query.split()[:_MAX_WORDS]:
            applications = applications.filter(_has_word(word))
        return (
            applications.select_related("term")
            .defer(*(f"term__{name}" for name in TEXT_NAMES))
            .order_by("term__sort_key", "term_id", "position", "id")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"query": self.query, "base_query": urlencode({"q": self.query})}
        if self.query:
            # Search engines need no page for each query.
            context["canonical_url"] = ""
        return super().get_context_data(**context, **kwargs)


def _has_word(word: str) -> Q:
    """Return the condition that an application or its entry has ``word``. In SQLite, ``icontains``
    ignores the case of ASCII letters only, so other words are tried in each usual form."""
    forms = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    condition = Q()
    for form in sorted(forms):
        for field in ("title", "description", "term__name"):
            condition |= Q(**{f"{field}__icontains": form})
    return condition
