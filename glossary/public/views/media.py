"""Uploaded pictures, sent by the site itself: one process must be enough. Behind a web server, let
that send ``/media/`` instead."""

from pathlib import PurePosixPath
from typing import Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.generic import View

#: What the upload writes; nothing else is sent, whatever lies in the folder. Python 3.11 knows
#: WebP only where the system has a list of types.
TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


class MediaView(View):
    def get(self, request: HttpRequest, name: str) -> FileResponse:
        content_type = TYPES.get(PurePosixPath(name).suffix)
        if content_type is None or "\x00" in name:
            raise Http404
        try:
            file = default_storage.open(name)
        except (OSError, SuspiciousFileOperation) as error:
            raise Http404 from error
        response = FileResponse(file, content_type=content_type)
        # Names are made from the content: a changed picture has another address.
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
