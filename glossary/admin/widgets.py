"""Widgets to choose a category or another entry, with a script or without."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from glossary.admin.querystring import number
from glossary.models import Term
from glossary.text.plain import clean_input


class NamedAutocomplete(AutocompleteSelect):
    """Django's autocomplete with accessible names, which Select2 lacks."""

    @property
    def media(self) -> forms.Media:
        named = Script("glossary/admin/autocomplete.js", type="module")
        return super().media + forms.Media(js=[named])  # type: ignore[list-item]


class CategorySelect(NamedAutocomplete):
    """Without the script, a plain list of all categories."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return forms.Select.optgroups(self, name, value, attr)


class EntrySelect(NamedAutocomplete):
    """Without the script, a field beside the current choice takes the slug of another entry."""

    #: A slug that no entry has, shown again beside the error.
    typed = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '{}<noscript><label>{} <input name="{}_slug" value="{}"></label></noscript>',
            super().render(name, value, attrs, renderer),
            gettext("or the slug of another entry"),
            name,
            self.typed,
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if slug := clean_input(data.get(f"{name}_slug", "")):
            term = Term.objects.filter(slug=slug).only("pk").first()
            self.typed = "" if term else slug
            return str(term.pk) if term else "0"
        chosen = super().value_from_datadict(data, files, name)
        return chosen if not chosen or number(chosen) else "0"
