"""Real-world applications on their own: everything that, say, drug discovery uses."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from glossary.models import Application
from glossary.models.term import TEXT_NAMES, published_q
from glossary.public.views.paging import PagedListView

_MAX_WORDS = 8


class ApplicationListView(PagedListView):
    """``/applications/?q=``: applications of public entries whose title, description or entry has
    every word of ``q``."""

    template_name = "glossary/application_list.html"

    def get_queryset(self) -> QuerySet[Application]:
        self.query = " ".join(self.request.GET.get("q", "").replace("\x00", " ").split())[:300]
        applications: QuerySet[Application] = Application.objects.filter(published_q("term__"))
        for word in self.query.encode("utf-8", "replace").decode().split()[:_MAX_WORDS]:
            applications = applications.filter(_anywhere(word))
        return (
            applications.select_related("term")
            .defer(*(f"term__{name}" for name in TEXT_NAMES))
            .order_by("term__sort_key", "term_id", "position", "id")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"asked": self.query, "base_query": urlencode({"q": self.query})}
        # What was asked for has no address of its own among search engines.
        one_address = {"canonical_url": ""} if self.query else {}
        return super().get_context_data(**found, **one_address, **kwargs)


def _anywhere(word: str) -> Q:
    """Return the condition that a use or its entry has ``word``. SQLite's ``icontains`` knows the
    two cases of ASCII letters only, so that other words are asked for as they may be written."""
    ways = {word} if word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}
    condition = Q()
    for way in sorted(ways):
        for field in ("title", "description", "term__name"):
            condition |= Q(**{f"{field}__icontains": way})
    return condition
