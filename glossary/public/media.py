"""Uploaded pictures, sent by the site itself: one process must be enough. Behind a web server, let
that send ``/media/`` instead."""

from mimetypes import guess_type
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.generic import View

#: What the upload writes; nothing else is sent, whatever lies in the folder.
SUFFIXES = frozenset({".png", ".jpg", ".webp", ".gif"})


class MediaView(View):
    def get(self, request: HttpRequest, name: str) -> FileResponse:
        if PurePosixPath(name).suffix not in SUFFIXES or "\x00" in name:
            raise Http404
        try:
            file = default_storage.open(name)
        except (OSError, SuspiciousFileOperation) as error:
            raise Http404 from error
        response = FileResponse(file, content_type=guess_type(name)[0])
        # Names are made from the content: a changed picture has another address.
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
