"""Entries as JSON for other programs: the record, with Markdown that works on other sites, and
fields that are derived from it. Described in docs/records.md."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.generic import View

from glossary import conf
from glossary.conf import absolute_url
from glossary.models import Relation, Term
from glossary.models.term import TEXT_FIELDS
from glossary.records.from_models import public_record, related_to, with_public_parts
from glossary.records.record import ApplicationRecord, RelationRecord, TermRecord
from glossary.records.serialize import to_data
from glossary.text.markdown import render_inline
from glossary.text.plain import clean_input, plain
from glossary.text.portable import portable_block, portable_inline
from glossary.text.sanitize import safe_url


def terms_for_json() -> QuerySet[Term]:
    """Return the public entries with all rows that ``term_to_json`` reads: seven queries."""
    inverse = Prefetch("inverse_relations", related_to(Relation, "target", "term"))
    return with_public_parts(Term.objects.published()).prefetch_related(inverse)


def term_to_json(term: Term) -> dict[str, Any]:
    """Return ``term``, which comes from ``terms_for_json()``, as data for JSON."""
    inverse = [row for row in term.inverse_relations.all() if row.term.is_published]
    return {
        "url": absolute_url(term.get_absolute_url()),
        **to_data(_portable(public_record(term))),
        "category_name": term.category.name,
        "definition_text": plain(render_inline(term.definition)),
        "inverse_relations": [to_data(RelationRecord(row.kind, row.term.slug)) for row in inverse],
    }


def _portable(record: TermRecord) -> TermRecord:
    site = settings.SITE_URL
    texts: dict[str, Any] = {
        field.name: (portable_block if field.is_block else portable_inline)(
            getattr(record, field.name), site
        )
        for field in TEXT_FIELDS
    }
    return replace(
        record,
        **texts,
        applications=tuple(
            ApplicationRecord(row.title, portable_inline(row.description, site))
            for row in record.applications
        ),
        sources=tuple(replace(row, url=safe_url(row.url)) for row in record.sources),
    )


class EntriesJsonView(View):
    """``/glossary.json``: all entries, page by page. A page begins after the slug ``after=``: the
    last page costs no more than the first, and no entry appears twice."""

    def get(self, request: HttpRequest) -> JsonResponse:
        after = clean_input(request.GET.get("after", ""))
        size = conf.get("PAGE_SIZE")
        terms = list(terms_for_json().filter(slug__gt=after).order_by("slug")[: size + 1])
        page = terms[:size]
        address = absolute_url(reverse("glossary:entries_json"))
        body = {
            "name": conf.get("NAME"),
            "entries": [term_to_json(term) for term in page],
            "next": f"{address}?{urlencode({'after': page[-1].slug})}"
            if len(terms) > size
            else None,
        }
        return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
