"""Forms and fields that several ModelAdmins share: suggested slugs, tags separated by commas."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from taggit.forms import TagField, TagWidget
from taggit.utils import parse_tags

from glossary.admin.suggestions import propose_slug
from glossary.models import Tag
from glossary.text.normalize import fold
from glossary.text.plain import printable


class SluggedForm(forms.ModelForm):
    """A form whose slug may be empty: the server makes one, and a script shows it live."""

    slug_source = "name"
    slug_fallback = "entry"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.widget.attrs |= {
                "data-slug-of": f"id_{self.slug_source}",
                "data-slug-url": reverse("editors:slug", args=[self._meta.model._meta.model_name]),
                "autocapitalize": "none",
                "spellcheck": "false",
            }

    class Media:
        js = [forms.Script("glossary/admin/slug.js", type="module")]

    def clean_slug(self) -> str:
        """Validate here, not in the model: the page around the form needs the address of the entry,
        and a slug with a space or a slash has none."""
        slug: str = self.cleaned_data["slug"]
        name = self.cleaned_data.get(self.slug_source)
        if slug or not name:
            self._meta.model._meta.get_field("slug").run_validators(slug)
            return slug
        return propose_slug(self._meta.model, name, self.instance.pk, self.slug_fallback)


class CommaTagWidget(TagWidget):
    """A text input with suggestions. Without the script it is a text input."""

    class Media:
        js = [forms.Script("glossary/admin/tags.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vTextField", "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = (attrs or {}) | {"data-tags": reverse("editors:tags")}
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context

    def format_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value
        names = sorted((tag.name for tag in value), key=fold)
        return ", ".join(f'"{name}"' if "," in name else name for name in names)


class CommaTagField(TagField):
    """Tags separated by commas only: taggit splits “deep learning” into two tags."""

    widget = CommaTagWidget
    max_tags = 50

    def clean(self, value: Any) -> list[str]:
        text = forms.CharField.clean(self, value)
        tags: list[str] = list({fold(tag): tag for tag in parse_tags(f"{text},")}.values())
        longest = Tag._meta.get_field("name").max_length
        if long := [tag for tag in tags if len(tag) > longest]:
            raise forms.ValidationError(
                ngettext(
                    "This tag is longer than %(limit)s characters: %(tags)s",
                    "These tags are longer than %(limit)s characters: %(tags)s",
                    len(long),
                )
                % {"limit": longest, "tags": ", ".join(f"{tag[:40]}…" for tag in long)}
            )
        if len(tags) > self.max_tags:
            raise forms.ValidationError(
                gettext("These are %(count)s tags. At most %(limit)s are allowed.")
                % {"count": len(tags), "limit": self.max_tags}
            )
        if invalid := [tag for tag in tags if not fold(tag).strip() or tag != printable(tag)]:
            raise forms.ValidationError(
                gettext("This is not a tag: %(tags)s") % {"tags": printable(", ".join(invalid))}
            )
        return sorted(tags, key=fold)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            typed = {fold(tag) for tag in self.clean(data)}
        except forms.ValidationError:
            return True
        return typed != {fold(tag.name) for tag in initial or []}
