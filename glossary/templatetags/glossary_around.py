"""Addresses of what lies around an entry."""

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def compare_url(slug: str, other: str) -> str:
    """``{% compare_url term.slug other.slug %}``: where both stand side by side."""
    return reverse("glossary:compare", args=sorted([slug, other]))
