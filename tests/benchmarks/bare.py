"""The least a Django site can do: one view without middleware, which returns the bytes of a file.

A WSGI application of its own. The file's path comes from the variable ``BARE_BODY``.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

_BODY = Path(os.environ.get("BARE_BODY", os.devnull)).read_bytes()


def page(request: HttpRequest) -> HttpResponse:
    """Return the bytes, at any address."""
    return HttpResponse(_BODY)


urlpatterns = [re_path("", page)]

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["*"])
application = get_wsgi_application()
