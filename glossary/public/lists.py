"""The entries of one category or tag, and the lists of both."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from glossary import conf
from glossary.models import Category, Tag, Term
from glossary.models.term import published_q
from glossary.public.filters import public_tags, public_uses


class PagedListView(ListView):
    """A list whose page numbers are lenient: what is no page is the first or the last one."""

    def get_paginate_by(self, queryset: QuerySet[Any]) -> int:
        return int(conf.get("PAGE_SIZE"))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()


class TermListView(PagedListView):
    """Public entries, A–Z, that belong to one of the ``subjects``."""

    facet: str
    template_name = "glossary/term_list.html"

    def get_queryset(self) -> QuerySet[Term]:
        self.subject = get_object_or_404(self.subjects(), slug=self.kwargs["slug"])
        terms: QuerySet[Term] = Term.objects.published().filter(self.belonging())
        return terms.defer("in_depth", "key_takeaway")

    def subjects(self) -> QuerySet[Any]:
        raise NotImplementedError

    def belonging(self) -> Q:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subject=self.subject, facet=self.facet, **kwargs)


class CategoryView(TermListView):
    facet = "category"

    def subjects(self) -> QuerySet[Category]:
        return Category.objects.all()

    def belonging(self) -> Q:
        return Q(category=self.subject)


class TagView(TermListView):
    facet = "tag"

    def subjects(self) -> QuerySet[Tag]:
        return public_tags()

    def belonging(self) -> Q:
        return Q(term_tags__tag=self.subject)


class CategoryListView(ListView):
    template_name = "glossary/category_list.html"

    def get_queryset(self) -> QuerySet[Category]:
        counted = Category.objects.annotate(count=Count("terms", filter=published_q("terms__")))
        # A query that groups ignores the model's own ordering.
        return counted.order_by("order", "name")


class TagListView(PagedListView):
    template_name = "glossary/tag_list.html"

    def get_queryset(self) -> QuerySet[Tag]:
        """Count for the tags of the page only, not for all."""
        uses = public_uses().order_by().values("tag")
        counted = uses.annotate(count=Count("pk")).values("count")
        return public_tags().annotate(count=Subquery(counted)).order_by("key")
