"""Pictures pasted or dropped into a Markdown field: cleaned, and stored under their hash."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from glossary import conf
from glossary.admin.access import writers_only
from glossary.images.uploads import Limits, PictureError, clean_picture


@require_POST
@writers_only
def upload(request: HttpRequest) -> HttpResponse:
    """Return ``{"image_code": "![](/media/…)"}``, or ``{"error": message}`` with 400 or 403."""
    if not conf.get("UPLOADS"):
        return _error(gettext("Pictures cannot be uploaded on this site."), 403)
    file = request.FILES.get("image")
    if file is None or file.file is None or file.size is None:
        return _error(gettext("No picture arrived."), 400)
    try:
        picture = clean_picture(file.file, file.size, _limits())
    except PictureError as error:
        return _error(str(error), 400)
    path = f"pictures/{picture.name[:2]}/{picture.name}"
    if not default_storage.exists(path):
        path = default_storage.save(path, ContentFile(picture.content))
    return JsonResponse({"image_code": f"![]({default_storage.url(path)})"})


def _limits() -> Limits:
    return Limits(
        conf.get("UPLOAD_MAX_BYTES"), conf.get("UPLOAD_MAX_PIXELS"), conf.get("UPLOAD_MAX_SIDE")
    )


def _error(message: str, status: int) -> HttpResponse:
    return JsonResponse({"error": message}, status=status)
