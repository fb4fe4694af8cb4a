import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("db")
URL = "/admin/markdownx/upload/"


def picture(format: str = "PNG", size: tuple[int, int] = (20, 10)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, format)
    return stream.getvalue()


def send(client: Client, content: bytes, name: str = "x.html") -> tuple[int, dict[str, str]]:
    response = client.post(URL, {"image": SimpleUploadedFile(name, content, "text/html")})
    return response.status_code, response.json()


def stored(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_picture_is_stored_under_its_content_and_served(
    writer: Client, client: Client, settings: Settings
) -> None:
    status, answer = send(writer, picture())
    assert status == 200
    found = re.fullmatch(r"!\[\]\((/media/pictures/../\w{32}\.png)\)", answer["image_code"])
    assert found
    assert send(writer, picture()) == (200, answer)
    assert len(stored(settings)) == 1
    response = client.get(found[1])
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_snippet_is_shown_by_the_preview(writer: Client) -> None:
    _, answer = send(writer, picture())
    content = answer["image_code"].replace("![]", "![Red]")
    data = {"look": "prose", "content": content}
    html = writer.post("/admin/markdownx/preview/", data).content.decode()
    assert re.search(r'<img src="/media/pictures/[^"]+" alt="Red">', html)


@pytest.mark.parametrize("name", ["../../x.png", "x" * 5_000 + ".png", "a\x00.png", ".htaccess"])
def test_the_senders_name_of_a_file_is_not_used(
    writer: Client, settings: Settings, name: str
) -> None:
    status, answer = send(writer, picture(), name)
    if status == 200:
        (path,) = stored(settings)
        assert answer == {"image_code": f"![](/media/{path.relative_to(settings.MEDIA_ROOT)})"}
    else:
        assert stored(settings) == []


def test_a_picture_that_is_a_page_as_well_is_stored_as_a_picture_alone(
    writer: Client, settings: Settings
) -> None:
    send(writer, picture("JPEG") + b"<html><script>alert(1)</script>", "x.html")
    (path,) = stored(settings)
    assert (path.suffix, b"script" in path.read_bytes()) == (".jpg", False)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg onload=alert(1)>", picture()[:40]])
def test_what_is_no_picture_is_rejectd_in_a_sentence(
    writer: Client, settings: Settings, content: bytes
) -> None:
    status, answer = send(writer, content)
    assert status == 400
    assert answer["error"].endswith(".")
    assert stored(settings) == []


def test_nothing_sent_is_rejectd(writer: Client) -> None:
    response = writer.post(URL)
    assert (response.status_code, response.json()) == (400, {"error": "No picture arrived."})


def test_a_file_too_big_is_rejectd_by_its_size(writer: Client, settings: Settings) -> None:
    settings.GLOSSARY_UPLOAD_MAX_BYTES = 50
    status, answer = send(writer, picture())
    assert status == 400
    assert "are allowed" in answer["error"]


def test_uploads_can_be_switched_off(writer: Client, settings: Settings) -> None:
    settings.GLOSSARY_UPLOADS = False
    assert send(writer, picture())[0] == 403
    assert stored(settings) == []
    assert "data-upload=" not in writer.get("/admin/glossary/term/add/").content.decode()


def test_a_visitor_and_those_who_only_read_store_nothing(
    client: Client, staff: Client, settings: Settings
) -> None:
    outsider = Client()
    outsider.force_login(make_user("Editors", is_staff=False))
    for someone in (client, staff, outsider):
        response = someone.post(URL, {"image": SimpleUploadedFile("x.png", picture())})
        assert response.status_code == 403
    assert stored(settings) == []
