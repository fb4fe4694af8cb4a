"""Views for editors beside the ModelAdmins. The URLs of markdownx are never included: they let
anonymous visitors render raw HTML and store files."""

from django.contrib import admin
from django.urls import path

from glossary.admin import cycles, suggestions
from glossary.admin.markdown import preview, upload

app_name = "editors"
urlpatterns = [
    path("markdownx/preview/", preview.preview, name="preview"),
    path("markdownx/upload/", upload.upload, name="upload"),
    path("cycles/", admin.site.admin_view(cycles.cycles), name="cycles"),
    path("session/", suggestions.session_check, name="session"),
    path("suggest/slug/<str:model>/", suggestions.slug, name="slug"),
    path("suggest/tags/", suggestions.tags, name="tags"),
]
