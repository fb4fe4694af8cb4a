"""Fields and validators that several models share: slugs, lines of text, Markdown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from glossary import conf
from glossary.text.normalize import slugify_name
from glossary.text.plain import printable

_MAX_SLUG = 200
RESERVED_TERM_SLUGS = frozenset(
    [
        "api",
        "compare",
        "feed",
        "index",
        "json",
        "letter",
        "map",
        "new",
        "page",
        "random",
        "search",
        "sitemap",
        "tag",
        "tags",
    ]
)
RESERVED_PAGE_SLUGS = frozenset(
    [
        "admin",
        "api",
        "applications",
        "categories",
        "compare",
        "contact-sent",
        "favicon",
        "feed",
        "glossary",
        "graph",
        "map",
        "markdown",
        "media",
        "opensearch",
        "preview",
        "robots",
        "search",
        "sitemap",
        "static",
        "status",
        "tags",
        "upload",
    ]
)


def now() -> datetime:
    """Return the current time in whole seconds. A fixture stores milliseconds, so that a more exact
    time would differ after an import."""
    return timezone.now().replace(microsecond=0)


def validate_slug(value: str) -> None:
    """Refuse a slug that ``slugify_name`` would not produce."""
    # The length has a validator of its own, and a slug cut off is no good proposal.
    if len(value) > _MAX_SLUG or value == (proposal := slugify_name(value, _MAX_SLUG)):
        return
    if any(character.isalnum() for character in value):
        message = _("“%(slug)s” cannot be used in an address. Use “%(proposal)s”.")
    else:
        message = _("“%(slug)s” cannot be used in an address. It needs a letter or a digit.")
    params = {"slug": value, "proposal": proposal}
    raise ValidationError(message, code="invalid", params=params)


@deconstructible
class ReservedSlugValidator:
    """Refuse slugs that the site uses for its own pages."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self.reserved = reserved

    def __call__(self, value: str) -> None:
        if value in self.reserved:
            raise ValidationError(
                _("“%(slug)s” is reserved for the site. Choose another slug."),
                code="reserved",
                params={"slug": value},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ReservedSlugValidator) and other.reserved == self.reserved

    def __hash__(self) -> int:
        return hash(self.reserved)


class CodePointCharField(models.CharField):
    """A CharField that both databases compare and sort by code point, as SQLite does by default.
    Order and prefixes do not depend on the locale of the server."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def slug_field(**options: Any) -> CodePointCharField:
    """Return a unique slug in any script. Not a SlugField: its pattern refuses the vowel signs of
    Hindi and Bengali."""
    options.setdefault("validators", [validate_slug])
    return CodePointCharField(_("slug"), max_length=_MAX_SLUG, unique=True, **options)


def validate_printable(value: str) -> None:
    """Refuse control characters, which pasted text may contain. XML and HTML forbid them."""
    if value != printable(value):
        raise ValidationError(
            _("This contains a control character. Type the line again."),
            code="unprintable",
        )


class LineField(models.CharField):
    """A CharField without control characters. Migrations see a plain CharField."""

    default_validators = [validate_printable]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@deconstructible
class SettingMaxLengthValidator(MaxLengthValidator):
    """A MaxLengthValidator whose limit is a GLOSSARY_ setting."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        super().__init__(lambda: conf.get(setting))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SettingMaxLengthValidator) and other.setting == self.setting

    def __hash__(self) -> int:
        return hash(self.setting)


class InlineMarkdownField(MarkdownxField):
    """One or two sentences of inline Markdown."""

    default_validators = [SettingMaxLengthValidator("MAX_INLINE")]


class BlockMarkdownField(MarkdownxField):
    """Paragraphs, lists, tables and code in Markdown."""

    default_validators = [SettingMaxLengthValidator("MAX_TEXT")]
