"""Markdown fields in the admin: the field and widget of markdownx, with our preview and upload."""

import json
from typing import Any
from urllib.parse import quote

from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import AdminMarkdownxWidget

from glossary import conf
from glossary.admin.querystring import GuardedAdmin
from glossary.models.fields import BlockMarkdownField, InlineMarkdownField
from glossary.models.term import TEXT_FIELDS

#: How the public page shows a field that is not plain text; ``preview.html`` has a branch for each.
LOOKS = {
    **{field.name: "prose" if field.is_block else "inline" for field in TEXT_FIELDS},
    "definition": "definition",
    "key_takeaway": "takeaway",
    "body": "page",
    "description": "text",
}
#: Those of block Markdown.
BLOCK_LOOKS = {"prose", "page"}


class MarkdownField(MarkdownxFormField):
    """Keeps the indent of the first line, which may be code, and normalizes line ends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, strip=False)

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


class MarkdownWidget(AdminMarkdownxWidget):
    """A text area beside a preview. Its script does not capture the Tab key, as the script of
    markdownx does (WCAG 2.1.2)."""

    class Media:
        extend = False
        css = {"all": ["glossary/admin/markdown.css"]}
        js = [Script("glossary/admin/markdown.js", type="module")]

    def __init__(self, look: str, label: str, row: str = "") -> None:
        self.look = look
        self.row = row
        self.label = label
        super().__init__({"rows": 14 if look in BLOCK_LOOKS else 3})

    def add_markdownx_attrs(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs |= {
            "class": "markdownx-editor vLargeTextField",
            "data-look": self.look,
            "data-preview": f"{reverse('editors:preview')}?entry={quote(self.row)}",
            "data-styles": json.dumps(
                [static("glossary/css/site.css"), static("glossary/admin/preview.css")]
            ),
            "data-font": static("glossary/fonts/newsreader-latin-wght-normal.woff2"),
            "data-words": json.dumps(
                {
                    "preview": gettext("Preview"),
                    "of": gettext("Preview of “{label}”").format(label=self.label),
                    "failed": gettext("The preview did not answer. Your text is safe here."),
                    "uploading": gettext("Uploading the picture …"),
                    "uploaded": gettext("Picture added. Describe it between the brackets."),
                    "unsent": gettext("The picture did not arrive. Try again."),
                }
            ),
        }
        if conf.get("UPLOADS"):
            attrs["data-upload"] = reverse("editors:upload")
        return attrs


class MarkdownMixin:
    """For a ModelAdmin or an inline: use the field and widget above."""

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, InlineMarkdownField | BlockMarkdownField):
            name = self.looks.get(db_field.name) or LOOKS[db_field.name]
            kwargs |= {
                "form_class": MarkdownField,
                "widget": MarkdownWidget(name, str(db_field.verbose_name), _row(request)),
            }
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    #: Looks that differ from LOOKS, by field name.
    looks: dict[str, str] = {}


def _row(request: HttpRequest) -> str:
    """Return the id of the row that the form edits; empty for a new row."""
    match = request.resolver_match
    return str(match.kwargs.get("object_id", "")) if match else ""


class MarkdownAdmin(MarkdownMixin, GuardedAdmin):
    """A ModelAdmin with Markdown fields."""
