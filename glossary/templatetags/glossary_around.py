"""Addresses of pages about an entry."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def compare_url(slug: str, other: str) -> str:
    """``{% compare_url term.slug other.slug %}``: the page with both side by side."""
    return reverse("glossary:compare", args=sorted([slug, other]))
