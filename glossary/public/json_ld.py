"""Structured data for search engines: schema.org in JSON-LD, and canonical addresses."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from glossary import conf
from glossary.conf import absolute_url
from glossary.models import Term

Node = dict[str, Any]


def graph(*nodes: Node) -> Node:
    """Return one JSON-LD document of ``nodes``."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def canonical(path: str, query: str = "", page: int = 1) -> str:
    """Return the canonical address of a page of a list. ``query`` holds the filters; all other
    parameters of the request are left out."""
    parts = [part for part in (query, f"page={page}" if page > 1 else "") if part]
    return absolute_url(f"{path}?{'&'.join(parts)}" if parts else path)


def defined_term(term: Term, description: str, names: list[str], picture: str) -> Node:
    """Return an entry: ``description`` is its definition as plain text, ``names`` its aliases."""
    node = {
        "@type": "DefinedTerm",
        "@id": absolute_url(term.get_absolute_url()),
        "url": absolute_url(term.get_absolute_url()),
        "name": term.name,
        "termCode": term.slug,
        "description": description,
        "inDefinedTermSet": absolute_url(reverse("glossary:index")),
        "image": picture,
    }
    return node | ({"alternateName": names} if names else {})


def defined_term_set() -> Node:
    """Return the glossary itself."""
    address = absolute_url(reverse("glossary:index"))
    return {"@type": "DefinedTermSet", "@id": address, "url": address, "name": conf.get("NAME")}


def web_site() -> Node:
    """Return the site, with the address of its search."""
    search = absolute_url(reverse("glossary:search"))
    return {
        "@type": "WebSite",
        "@id": absolute_url("/"),
        "url": absolute_url("/"),
        "name": conf.get("NAME"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(*steps: tuple[str | Promise, str]) -> Node:
    """Return the breadcrumbs of a page: the name and path of each step, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": str(name),
                "item": absolute_url(path),
            }
            for position, (name, path) in enumerate(steps, 1)
        ],
    }
