"""Dates and times in the format of the public pages."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def day(moment: datetime) -> str:
    """Return “25 November 2026”, in the site's time zone."""
    return date_format(timezone.localtime(moment), "j F Y")


def day_and_time(moment: datetime) -> str:
    """Return “25 November 2026, 14:30”, in the site's time zone."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")
