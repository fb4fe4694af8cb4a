"""The path converter of slugs in any script."""

import unicodedata


class UnicodeSlugConverter:
    """``<unicode_slug:slug>``: one segment of a path. Django's own ``slug`` accepts ASCII only."""

    regex = r"[^/\x00-\x20]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value
