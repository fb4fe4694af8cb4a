"""An editor's desk: someone signed in, and what is done there again and again."""

from typing import Any

from django.conf import settings as site_settings
from django.test import Client
from playwright.sync_api import Browser, Page

from glossary.models import Term
from tests.browser.visitor import Visitor
from tests.factories import make_user


class Desk(Visitor):
    """An editor, signed in, who opens pages of the admin."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        super().__init__(browser, url, **options)
        client = Client()
        client.force_login(make_user(is_superuser=True))
        name = site_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "url": url}
        self.context.add_cookies([cookie])

    def open(self, path: str) -> Page:
        return super().open(f"/admin/{path}")


def positions(term: Term) -> list[str]:
    return [application.title for application in term.applications.all()]


def save(page: Page) -> None:
    page.click("[name=_save]")
    page.wait_for_selector(".messagelist .success")
