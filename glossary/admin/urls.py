"""The editors' small services, mounted beside the admin. markdownx's own addresses never are: they
let an anonymous visitor render raw HTML and store files."""

from django.contrib import admin
from django.urls import path

from glossary.admin import preview, proposals, quality, upload

app_name = "editors"
urlpatterns = [
    path("markdownx/preview/", preview.preview, name="preview"),
    path("markdownx/upload/", upload.upload, name="upload"),
    path("quality/", admin.site.admin_view(quality.quality), name="quality"),
    path("propose/door/", proposals.door, name="door"),
    path("propose/slug/<str:model>/", proposals.slug, name="slug"),
    path("propose/tags/", proposals.tags, name="tags"),
]
