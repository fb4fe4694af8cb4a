"""What every public page shows around its subject: the site's name and its navigation."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from glossary import conf
from glossary.models import NavigationLink
from glossary.process_memory import remember
from glossary.public.page_cache import edition_of
from glossary.text.sanitize import safe_url


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and its links by place; remembered for an edition, and read only
    where they are shown."""
    return {
        "site_name": conf.get("NAME"),
        "navigation": SimpleLazyObject(partial(_navigation, request)),
    }


def _navigation(request: HttpRequest) -> dict[str, list[NavigationLink]]:
    return remember("navigation", _read_navigation, edition_of(request))


def _read_navigation() -> dict[str, list[NavigationLink]]:
    places: dict[str, list[NavigationLink]] = {
        place: [] for place in NavigationLink.Placement.values
    }
    for link in NavigationLink.objects.all():
        if safe_url(link.url):
            places[link.placement].append(link)
    return places
