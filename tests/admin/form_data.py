"""Fills admin forms as a browser would: takes what the page holds, changes some of it."""

from typing import Any

import html5lib
from django.test import Client


def fields_of(html: str, form_id: str = "term_form") -> dict[str, Any]:
    """Return the name and value of each control a browser would send, submit buttons aside; of
    several checkboxes of one name, a list."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    form = next(node for node in page.iter("form") if node.get("id") == form_id)
    found: dict[str, Any] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or "__prefix__" in name:
            continue
        if control.tag == "textarea":
            found[name] = (control.text or "").removeprefix("\n")
        elif control.tag == "select":
            chosen = [o for o in control.iter("option") if o.get("selected") is not None]
            found[name] = chosen[0].get("value", "") if chosen else ""
        elif control.tag == "input" and control.get("type") not in {"submit", "file", "button"}:
            if control.get("type") in {"checkbox", "radio"}:
                if control.get("checked") is not None:
                    value = control.get("value", "on")
                    before = found.get(name, [])
                    rest = before if isinstance(before, list) else [before]
                    found[name] = [*rest, value] if rest else value
            else:
                found[name] = control.get("value", "")
    return found


def submit(client: Client, url: str, *, form_id: Any = "term_form", **changes: Any) -> Any:
    """Open ``url``, apply ``changes`` to its form and send it; return the answer."""
    page = client.get(url)
    assert page.status_code == 200, page
    return client.post(url, fields_of(page.content.decode(), form_id) | changes)
