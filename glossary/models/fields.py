"""Fields shared by several models: addresses, Markdown, times that survive a fixture."""

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
    """Return the present in whole seconds: a fixture keeps no more than milliseconds, and a time
    that comes back changed is a difference in the next export."""
    return timezone.now().replace(microsecond=0)


def validate_slug(value: str) -> None:
    """Refuse what ``slugify_name`` would not have made, so that one idea has one address."""
    # One too long is the length's validator's to refuse: what is cut off is no proposal.
    if len(value) > _MAX_SLUG or value == (proposal := slugify_name(value, _MAX_SLUG)):
        return
    if any(character.isalnum() for character in value):
        message = _("“%(slug)s” cannot stand in an address. Write it as “%(proposal)s”.")
    else:
        message = _("“%(slug)s” cannot stand in an address. It needs a letter or a digit.")
    params = {"slug": value, "proposal": proposal}
    raise ValidationError(message, code="invalid", params=params)


@deconstructible
class NotReserved:
    """Refuse the addresses the site itself needs."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self.reserved = reserved

    def __call__(self, value: str) -> None:
        if value in self.reserved:
            raise ValidationError(
                _("“%(slug)s” is an address of the site itself. Choose another."),
                code="reserved",
                params={"slug": value},
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NotReserved) and other.reserved == self.reserved

    def __hash__(self) -> int:
        return hash(self.reserved)


class CodePointCharField(models.CharField):
    """A CharField that both databases compare and sort by code point, as SQLite does by default:
    A–Z order, prefixes and exports do not depend on the locale of a server."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def slug_field(**options: Any) -> CodePointCharField:
    """Return a unique address part in any script. Not a SlugField: its pattern refuses the vowel
    signs without which Hindi or Bengali cannot be written."""
    options.setdefault("validators", [validate_slug])
    return CodePointCharField(_("slug"), max_length=_MAX_SLUG, unique=True, **options)


def validate_printable(value: str) -> None:
    """Refuse the control characters that come along when text is pasted: no page could show it."""
    if value != printable(value):
        raise ValidationError(
            _("This holds a control character that no page can show. Type the line anew."),
            code="unprintable",
        )


class LineField(models.CharField):
    """A CharField, to migrations too, whose text can be shown on a page as it stands."""

    default_validators = [validate_printable]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


@deconstructible
class WithinSetting(MaxLengthValidator):
    """MaxLengthValidator whose limit is a GLOSSARY_ setting."""

    def __init__(self, setting: str) -> None:
        self.setting = setting
        super().__init__(lambda: conf.get(setting))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WithinSetting) and other.setting == self.setting

    def __hash__(self) -> int:
        return hash(self.setting)


class InlineMarkdownField(MarkdownxField):
    """One or two sentences with inline Markdown only."""

    default_validators = [WithinSetting("MAX_INLINE")]


class BlockMarkdownField(MarkdownxField):
    """Paragraphs, lists, tables and code in Markdown."""

    default_validators = [WithinSetting("MAX_TEXT")]
