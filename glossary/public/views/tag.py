"""The list of tags, and the entries of one."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from glossary.models import Tag, TermTag
from glossary.models.term import published_q
from glossary.public.views.paging import PagedListView, TermListView


def _public_uses() -> QuerySet[TermTag]:
    """Return, for a subquery of a query on Tag, its uses by public entries."""
    return TermTag.objects.filter(published_q("content_object__"), tag=OuterRef("pk"))


def public_tags() -> QuerySet[Tag]:
    """Return the tags of public entries. Others may reveal what is not public yet."""
    return Tag.objects.filter(Exists(_public_uses()))


class TagListView(PagedListView):
    """``/tags/``."""

    template_name = "glossary/tag_list.html"

    def get_queryset(self) -> QuerySet[Tag]:
        # A subquery counts for the tags of the page only; a join would count for all.
        counted = _public_uses().order_by().values("tag").annotate(count=Count("pk"))
        return public_tags().annotate(count=Subquery(counted.values("count"))).order_by("key")


class TagView(TermListView):
    """``/tags/<slug>/``."""

    facet = "tag"
    parent_url_name = "glossary:tags"
    parent_title = _("Tags")
    term_lookup = "term_tags__tag"

    def get_subjects(self) -> QuerySet[Tag]:
        return public_tags()
