"""The editors' small services, mounted beside the admin. markdownx's own addresses never are: they
let an anonymous visitor render raw HTML and store files."""

from django.urls import path

from glossary.admin import preview, proposals, upload

app_name = "editors"
urlpatterns = [
    path("markdownx/preview/", preview.preview, name="preview"),
    path("markdownx/upload/", upload.upload, name="upload"),
    path("propose/door/", proposals.door, name="door"),
    path("propose/slug/<str:model>/", proposals.slug, name="slug"),
    path("propose/tags/", proposals.tags, name="tags"),
]
