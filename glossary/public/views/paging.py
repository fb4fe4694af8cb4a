"""Lists page by page, and the list of the entries of one category or tag."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.views.generic import ListView

from glossary import conf
from glossary.models import Term
from glossary.models.term import LONG_TEXT_NAMES
from glossary.public.json_ld import breadcrumbs, canonical, graph


class PagedListView(ListView):
    """A list with lenient page numbers: an invalid one shows the first or the last page."""

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
    """The public entries of one category or tag, A–Z."""

    template_name = "glossary/term_list.html"
    #: The parameter of the index that narrows it to the same entries.
    facet: str
    #: The page that lists all categories or tags: the name of its URL, and its title.
    parent_url_name: str
    parent_title: str | Promise
    #: How a term refers to the category or tag.
    term_lookup: str

    def get_subjects(self) -> QuerySet[Any]:
        """Return the categories or tags that have a page."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Term]:
        self.subject = get_object_or_404(self.get_subjects(), slug=self.kwargs["slug"])
        terms: QuerySet[Term] = Term.objects.published().filter(**{self.term_lookup: self.subject})
        return terms.defer(*LONG_TEXT_NAMES)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = breadcrumbs(
            (conf.get("NAME"), reverse("glossary:index")),
            (self.parent_title, reverse(self.parent_url_name)),
            (self.subject.name, self.subject.get_absolute_url()),
        )
        return super().get_context_data(
            subject=self.subject, facet=self.facet, json_ld=graph(path), **kwargs
        )
