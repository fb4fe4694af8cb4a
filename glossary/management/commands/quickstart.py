"""``manage.py quickstart``."""

import os
import secrets
import sys
from shlex import quote
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.urls import reverse

from glossary.conf import absolute_url
from glossary.models import Category, NavigationLink, Page, Term

_ROLES = ("Editors", "Staff")


class Command(BaseCommand):
    help = (
        "Makes a site ready to be looked at: its tables and static files, the sample glossary "
        "where nothing has been written yet, and an editor's account whose password is printed "
        "once. Run again, it leaves all of that as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--editor", default="editor", help="The account's name.")
        parser.add_argument(
            "--no-sample", action="store_true", help="Begin with an empty glossary."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not options["no_sample"] and _is_unwritten():
            call_command("loaddata", "sample", app_label="glossary", verbosity=0)
        password = _make_editor(options["editor"])
        admin = absolute_url(reverse("admin:index"))
        entries = Term.objects.published().count()
        self.stdout.write(f"Glossary  {absolute_url('/')}  ({entries} entries)")
        self.stdout.write(f"Editing   {admin}")
        self.stdout.write(
            f"Log in    as {options['editor']}, password {password}  (printed only this once)"
            if password
            else f"Log in    as {options['editor']}. New password: "
            f"{_python()} manage.py changepassword {quote(options['editor'])}"
        )


def _python() -> str:
    """Return the path of this interpreter as one types it: a virtual environment need not be
    active."""
    path = os.path.relpath(sys.executable)
    return quote(sys.executable if path.startswith("..") else path)


def _is_unwritten() -> bool:
    """Whether editors have written nothing: the sample must not mix with a real glossary."""
    return not any(model.objects.exists() for model in (Term, Category, Page, NavigationLink))


def _make_editor(name: str) -> str | None:
    """Create the account, unless there is one of that name; return its password."""
    users = get_user_model()._default_manager
    with transaction.atomic():
        if users.filter(**{users.model.USERNAME_FIELD: name}).exists():
            return None
        password = secrets.token_urlsafe(12)
        user = users.create_user(name, password=password, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=_ROLES))
    return password
