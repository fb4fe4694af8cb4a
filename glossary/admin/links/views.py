"""The page “Links” of an entry: its names, who speaks of it, and where its own text leads."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from glossary.admin.links.actions import change_link
from glossary.admin.links.impact import link_impact
from glossary.admin.links.names import name_lines
from glossary.admin.links.report import LinkGroup, incoming, outgoing, sources_of, unused_exclusions
from glossary.admin.markdown.wiki_links import not_public
from glossary.indexing.names import names_of
from glossary.models import LinkExclusion, Status, Term
from glossary.models.term import TEXT_NAMES

#: Texts on a page.
_TEXTS = 50


def leads(term: Term) -> bool:
    """Whether texts lead to ``term`` at present."""
    return term.is_published and term.status == Status.PUBLISHED


class LinkReportMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries: the link report, and a warning about wiki links to entries
    that are not public."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.links_view)
        return [path("<int:pk>/links/", view, name="glossary_term_links"), *super().get_urls()]

    def links_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the link report of an entry; a POST of one of its buttons changes a link."""
        term = Term.objects.filter(pk=pk).prefetch_related("aliases", "name_exclusions").first()
        if term is None:
            raise Http404
        if not self.has_view_or_change_permission(request, term):
            raise PermissionDenied
        if request.method == "POST":
            return self._change_link(request, term)
        found: Any = sources_of(term)
        page: Any = Paginator(found, _TEXTS).get_page(request.GET.get("page"))
        here, there = incoming(term, page.object_list), outgoing(term)
        self._permit(request, term, here, there)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Links of “%(name)s”") % {"name": term},
            "opts": self.opts,
            "original": term,
            "may_change": self.has_change_permission(request, term),
            "names": name_lines(term),
            "page": page,
            "incoming": here,
            "link_impact": link_impact(term.pk, names_of(term), all_names=True)
            if not leads(term)
            else None,
            "outgoing": there,
            "unused": [
                (exclusion, self.has_change_permission(request, exclusion.term))
                for exclusion in self._unused_exclusions(term, here, there)
            ],
        }
        return render(request, "admin/glossary/term/links.html", context)

    def _permit(
        self, request: HttpRequest, term: Term, here: list[LinkGroup], there: list[LinkGroup]
    ) -> None:
        may_term = self.has_change_permission(request, term)
        for group in here:
            group.may_change_text = self.has_change_permission(request, group.other)
            group.may_change_names = may_term
        for group in there:
            group.may_change_text = may_term
            group.may_change_names = self.has_change_permission(request, group.other)

    def _unused_exclusions(
        self, term: Term, here: list[LinkGroup], there: list[LinkGroup]
    ) -> list[LinkExclusion]:
        """Return exclusions for texts on this page, and for the entry's own, that match nothing."""
        shown = [group.other.pk for group in here]
        others = LinkExclusion.objects.filter(target=term).exclude(term__in=sources_of(term))
        of_shown = LinkExclusion.objects.filter(target=term, term__in=shown)
        return [
            *unused_exclusions(LinkExclusion.objects.filter(term=term), there),
            *unused_exclusions(of_shown, here),
            *others.select_related("term", "target")[:_TEXTS],
        ]

    def _change_link(self, request: HttpRequest, term: Term) -> HttpResponse:
        done = change_link(self, request, term)
        if done:
            self.message_user(request, done, messages.SUCCESS)
        else:
            nothing = gettext("Nothing changed: the text or the name was changed in the meantime.")
            self.message_user(request, nothing, messages.WARNING)
        url = reverse("admin:glossary_term_links", args=[term.pk])
        page = request.GET.get("page", "")
        return HttpResponseRedirect(f"{url}?page={page}" if page.isdecimal() else url)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        term = form.instance
        uses = term.applications.values_list("description", flat=True)
        if names := not_public([*(getattr(term, name) for name in TEXT_NAMES), *uses]):
            pattern = gettext(
                "Wiki links to these names do not show until their entries are public: “%(names)s”."
            )
            self.message_user(request, pattern % {"names": "”, “".join(names)}, messages.WARNING)
