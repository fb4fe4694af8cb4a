"""The root URLs: the admin, the public pages, and the error pages."""

from django.contrib import admin
from django.urls import include, path

handler404 = "glossary.public.views.error.page_not_found"

urlpatterns = [
    path("admin/", include("glossary.admin.urls")),
    path("admin/", admin.site.urls),
    path("", include("glossary.public.urls")),
]
