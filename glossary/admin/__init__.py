"""Editors' door: one module per subject. Logic of the entry itself lives in the rooms behind it."""

from django.contrib import admin
from django.utils.functional import lazy
from django.utils.translation import gettext

from glossary import conf
from glossary.admin import site
from glossary.admin.term import term_admin

__all__ = ["site", "term_admin"]


def _titled(pattern: str) -> str:
    return gettext(pattern) % {"name": conf.get("NAME")}


_lazily_titled = lazy(_titled, str)

# Six models need no sidebar; the form and the list need its room.
admin.site.enable_nav_sidebar = False
admin.site.site_header = _lazily_titled("%(name)s: editing")
admin.site.site_title = _lazily_titled("%(name)s: editing")
admin.site.index_title = _lazily_titled("The %(name)s glossary")
