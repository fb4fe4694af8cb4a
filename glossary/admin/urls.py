"""The editors' small services, mounted beside the admin. markdownx's own addresses never are: they
let an anonymous visitor render raw HTML and store files."""

from django.contrib import admin
from django.urls import path

from glossary.admin import cycles, suggestions
from glossary.admin.markdown import preview, upload

app_name = "editors"
urlpatterns = [
    path("markdownx/preview/", preview.preview, name="preview"),
    path("markdownx/upload/", upload.upload, name="upload"),
    path("quality/", admin.site.admin_view(cycles.cycles), name="quality"),
    path("propose/door/", suggestions.door, name="door"),
    path("propose/slug/<str:model>/", suggestions.slug, name="slug"),
    path("propose/tags/", suggestions.tags, name="tags"),
]
