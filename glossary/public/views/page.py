"""Pages that editors write, such as About us."""

from typing import Any

from django.db.models import QuerySet
from django.views.generic import DetailView

from glossary.models import Page
from glossary.public.json_ld import canonical


class PageView(DetailView):
    """``/<slug>/``."""

    template_name = "glossary/page_detail.html"

    def get_queryset(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = canonical(self.object.get_absolute_url())
        return super().get_context_data(canonical_url=address, **kwargs)
