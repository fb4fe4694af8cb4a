"""What every public page shows around its subject: the site's name and its navigation."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from glossary import conf
from glossary.models import NavigationLink
from glossary.text.sanitize import safe_url


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and its links by place; one query, and only where they are shown."""
    return {"site_name": conf.get("NAME"), "navigation": SimpleLazyObject(_navigation)}


def _navigation() -> dict[str, list[NavigationLink]]:
    places: dict[str, list[NavigationLink]] = {
        place: [] for place in NavigationLink.Placement.values
    }
    for link in NavigationLink.objects.all():
        if safe_url(link.url):
            places[link.placement].append(link)
    return places
