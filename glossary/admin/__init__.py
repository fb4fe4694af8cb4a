"""The admin: forms, lists and pages for editors. The logic of entries is in the packages below."""

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

# Six models need no sidebar, and the forms need its width.
admin.site.enable_nav_sidebar = False
admin.site.site_header = _lazily_titled("%(name)s: editing")
admin.site.site_title = _lazily_titled("%(name)s: editing")
admin.site.index_title = _lazily_titled("The %(name)s glossary")
