"""Plain pages of the site: About us, and whatever editors add."""

from django.db.models import QuerySet
from django.views.generic import DetailView

from glossary.models import Page


class PageView(DetailView):
    template_name = "glossary/page_detail.html"

    def get_queryset(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True)
