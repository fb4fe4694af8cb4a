"""Root addresses: the editors' door, the readers' door, and the pages for what goes wrong."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("glossary.public.urls")),
]
