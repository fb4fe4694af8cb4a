"""The entries of one category or tag, and the lists of both."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from glossary import conf
from glossary.models import Category, Tag, Term
from glossary.models.term import LONG_TEXT_NAMES, published_q
from glossary.public.filters import public_tags, public_uses
from glossary.public.json_ld import breadcrumbs, canonical, graph


class PagedListView(ListView):
    """A list whose page numbers are lenient: what is no page is the first or the last one."""

    def get_paginate_by(self, queryset: QuerySet[Any]) -> int:
        return int(conf.get("PAGE_SIZE"))

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        page = self.get_paginator(queryset, page_size).get_page(self.request.GET.get("page"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        address = canonical(escape_uri_path(self.request.path), page=context["page_obj"].number)
        return {"canonical_url": address} | context


class TermListView(PagedListView):
    """Public entries, A–Z, that belong to one of the ``subjects``."""

    facet: str
    #: The list of all subjects: its address and its name.
    shelf: str
    shelf_name: str | Promise
    template_name = "glossary/term_list.html"

    def get_queryset(self) -> QuerySet[Term]:
        self.subject = get_object_or_404(self.subjects(), slug=self.kwargs["slug"])
        terms: QuerySet[Term] = Term.objects.published().filter(self.belonging())
        return terms.defer(*LONG_TEXT_NAMES)

    def subjects(self) -> QuerySet[Any]:
        raise NotImplementedError

    def belonging(self) -> Q:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = (
            (conf.get("NAME"), reverse("glossary:index")),
            (self.shelf_name, reverse(self.shelf)),
            (self.subject.name, self.subject.get_absolute_url()),
        )
        return super().get_context_data(
            subject=self.subject,
            facet=self.facet,
            json_ld=graph(breadcrumbs(*steps)),
            **kwargs,
        )


class CategoryView(TermListView):
    facet = "category"
    shelf = "glossary:categories"
    shelf_name = _("Categories")

    def subjects(self) -> QuerySet[Category]:
        return Category.objects.all()

    def belonging(self) -> Q:
        return Q(category=self.subject)


class TagView(TermListView):
    facet = "tag"
    shelf = "glossary:tags"
    shelf_name = _("Tags")

    def subjects(self) -> QuerySet[Tag]:
        return public_tags()

    def belonging(self) -> Q:
        return Q(term_tags__tag=self.subject)


class CategoryListView(ListView):
    template_name = "glossary/category_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = reverse("glossary:categories")
        steps = ((conf.get("NAME"), reverse("glossary:index")), (_("Categories"), address))
        return super().get_context_data(
            canonical_url=canonical(address), json_ld=graph(breadcrumbs(*steps)), **kwargs
        )

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
