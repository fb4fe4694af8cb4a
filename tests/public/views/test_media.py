from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def folder() -> Path:
    """The folder of uploads, beside a file that is not one."""
    root = Path(settings.MEDIA_ROOT)
    (root / "folder.png").mkdir(parents=True)
    (root.parent / "secret.png").write_bytes(b"secret")
    return root


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.png", "image/png"), ("a.jpg", "image/jpeg"), ("m/a.webp", "image/webp")],
)
def test_pictures_are_sent_to_be_kept_for_ever(
    client: Client, folder: Path, name: str, content_type: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"picture")
    response = client.get(f"/media/{name}")
    assert b"".join(response) == b"picture"
    assert response["Content-Type"] == content_type
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.png.html", "a", ".png", "A.PNG"])
def test_whatever_is_no_picture_stays_where_it_is(client: Client, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"<script>alert(1)</script>")
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    "name",
    [
        "none.png",
        "folder.png",
        "../secret.png",
        "%2e%2e/secret.png",
        "..%2fsecret.png",
        "%2fetc/passwd.png",
        "a%00.png",
        "a" * 5_000 + ".png",
    ],
)
def test_nothing_outside_the_folder_is_sent(client: Client, folder: Path, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404
