"""For users who may view a row but not change it: its texts as readers see them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.markdown.fields import LOOKS, MarkdownAdmin
from glossary.admin.markdown.preview import render_unlinked


class ReadOnlyMixin(BaseModelAdmin):
    """For a ModelAdmin or an inline: Markdown is rendered where it cannot be changed."""

    def is_read_only(self, request: HttpRequest, obj: Model | None) -> bool:
        """Whether the user cannot change the row, or the parent row of an inline."""
        owner = self.admin_site.get_model_admin(getattr(self, "parent_model", self.model))
        return obj is not None and not owner.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_read_only(request, obj):
            return fieldsets
        return [
            (title, options | {"fields": [_shown(name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *map(_shown, LOOKS)] if self.is_read_only(request, obj) else fixed

    @admin.display(description=_("definition"))
    def shown_definition(self, row: Any) -> SafeString:
        return _rendered("definition", row.definition)

    @admin.display(description=_("in depth"))
    def shown_in_depth(self, row: Any) -> SafeString:
        return _rendered("in_depth", row.in_depth)

    @admin.display(description=_("key takeaway"))
    def shown_key_takeaway(self, row: Any) -> SafeString:
        return _rendered("key_takeaway", row.key_takeaway)

    @admin.display(description=_("description"))
    def shown_description(self, row: Any) -> SafeString:
        return _rendered("description", row.description)

    @admin.display(description=_("text"))
    def shown_body(self, row: Any) -> SafeString:
        return _rendered("body", row.body)


class ReadableAdmin(ReadOnlyMixin, MarkdownAdmin):
    """A ModelAdmin with Markdown fields whose form says why it is read-only."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_read_only(request, obj):
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, options | {"description": self.why_read_only(request, obj)}), *others]

    def why_read_only(self, request: HttpRequest, obj: Any) -> str:
        return gettext("You may view this but not change it.")


def _shown(name: Any) -> Any:
    return f"shown_{name}" if name in LOOKS else name


def _rendered(name: str, content: str) -> SafeString:
    context = {
        "content": content,
        "look": LOOKS[name],
        "html": render_unlinked(LOOKS[name], content),
    }
    return render_to_string("admin/glossary/preview.html", context)
