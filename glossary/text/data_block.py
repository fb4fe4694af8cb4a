"""Data for programs inside a page: a script element that browsers never run."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

#: Without these, no text can end the element or begin a comment. json_script does the same.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def json_ld_script(data: dict[str, Any]) -> SafeString:
    """Return ``data`` as a JSON-LD block marked safe for templates."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped
