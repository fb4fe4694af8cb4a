"""The address part of an entry, category, tag or page: one segment, in any script."""

import unicodedata


class UnicodeSlugConverter:
    """``<unicode_slug:slug>``. Django's own ``slug`` knows ASCII only."""

    regex = r"[^/\x00-\x20]+"

    def to_python(self, value: str) -> str:
        return unicodedata.normalize("NFC", value)

    def to_url(self, value: str) -> str:
        return value
