"""The list of categories, and the entries of one."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from glossary import conf
from glossary.models import Category
from glossary.models.term import published_q
from glossary.public.json_ld import breadcrumbs, canonical, graph
from glossary.public.views.paging import TermListView


class CategoryListView(ListView):
    """``/categories/``."""

    template_name = "glossary/category_list.html"

    def get_queryset(self) -> QuerySet[Category]:
        counted = Category.objects.annotate(count=Count("terms", filter=published_q("terms__")))
        # A query that groups ignores the model's own ordering.
        return counted.order_by("order", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = reverse("glossary:categories")
        path = breadcrumbs(
            (conf.get("NAME"), reverse("glossary:index")), (_("Categories"), address)
        )
        return super().get_context_data(
            canonical_url=canonical(address), json_ld=graph(path), **kwargs
        )


class CategoryView(TermListView):
    """``/categories/<slug>/``."""

    facet = "category"
    parent_url_name = "glossary:categories"
    parent_title = _("Categories")
    term_lookup = "category"

    def get_subjects(self) -> QuerySet[Category]:
        return Category.objects.all()
