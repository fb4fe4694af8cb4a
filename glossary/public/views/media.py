"""Uploaded images, so that the site needs no web server. If there is one, let it serve ``/media/``
instead."""

from pathlib import PurePosixPath
from typing import Final

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.generic import View

#: The formats that uploads are stored in; no other file is served. Not from ``mimetypes``: Python
#: 3.11 has no WebP of its own.
CONTENT_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


class MediaView(View):
    """``/media/<name>``."""

    def get(self, request: HttpRequest, name: str) -> FileResponse:
        content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix)
        if content_type is None or "\x00" in name:
            raise Http404
        try:
            file = default_storage.open(name)
        except (OSError, SuspiciousFileOperation) as error:
            raise Http404 from error
        response = FileResponse(file, content_type=content_type)
        # The name is a hash of the content, so a changed image has another address.
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
