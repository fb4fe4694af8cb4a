"""The buttons of the link report: turn links off and on, for one mention, a whole text or a
name."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from glossary.admin.links import names
from glossary.admin.links.report import current
from glossary.admin.querystring import number
from glossary.models import LinkExclusion, Term
from glossary.text.plain import clean_input


@transaction.atomic
def change_link(site: Any, request: HttpRequest, term: Term) -> str:
    """Do what the posted button of the link report of ``term`` says. Return a message, "" if
    nothing changed. The change is logged for the entry whose text or name it concerns. Raise
    PermissionDenied if the editor must not change that entry."""
    for name, do in _BUTTONS.items():
        if value := clean_input(request.POST.get(name, "")):
            return do(site, request, term, value)
    return ""


def _exclude(site: Any, request: HttpRequest, value: str, *, whole: bool) -> str:
    source, target, context = [*value.split(":", 2), "", ""][:3]
    ends = Term.objects.select_for_update().in_bulk([number(source), number(target)])
    text, other = ends.get(number(source)), ends.get(number(target))
    if text is None or other is None or text == other:
        return ""
    _require_permission(site, request, text)
    if not any(
        row.target_id == other.pk and row.context == context and not row.by_hand
        for row in current([text])
    ):
        return ""
    exclusion, is_new = LinkExclusion.objects.get_or_create(
        term=text, target=other, context="" if whole else context
    )
    if not is_new:
        return ""
    pattern = (
        gettext("Links to “%(other)s” turned off in the whole text.")
        if whole
        else gettext("Turned off the link to “%(other)s” at “%(place)s”.")
    )
    return _log_change(site, request, text, pattern % {"other": other, "place": exclusion.place})


def _exclude_mention(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _exclude(site, request, value, whole=False)


def _exclude_text(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _exclude(site, request, value, whole=True)


def _allow(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    exclusion = (
        LinkExclusion.objects.filter(pk=number(value)).select_related("term", "target").first()
    )
    if exclusion is None:
        return ""
    _require_permission(site, request, exclusion.term)
    exclusion.delete()
    pattern = (
        gettext("Turned on the link to “%(other)s” at “%(place)s”.")
        if exclusion.context
        else gettext("Turned on links to “%(other)s” in the whole text.")
    )
    sentence = pattern % {"other": exclusion.target, "place": exclusion.place}
    return _log_change(site, request, exclusion.term, sentence)


def _exclude_name(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    """``value`` is the id of the other entry, and the words that mention it."""
    target, _, words = value.partition(":")
    other = Term.objects.select_for_update().filter(pk=number(target)).first()
    if other is None:
        return ""
    written = names.names_by_words(other, words)
    return _switch(site, request, other, written, on=False)


def _name_off(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _switch(site, request, _locked(term), [value], on=False)


def _name_on(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _switch(site, request, _locked(term), [value], on=True)


def _locked(term: Term) -> Term:
    locked: Term = Term.objects.select_for_update().get(pk=term.pk)
    return locked


def _switch(site: Any, request: HttpRequest, term: Term, texts: list[str], *, on: bool) -> str:
    _require_permission(site, request, term)
    changed = [name for name in texts if names.switch(term, name, on=on)]
    if not changed:
        return ""
    term.updated_by = request.user  # type: ignore[assignment]
    term.save()
    pattern = (
        gettext("Mentions of “%(names)s” link to “%(term)s” again.")
        if on
        else gettext("Mentions of “%(names)s” no longer link to “%(term)s”.")
    )
    sentence = pattern % {"names": "”, “".join(changed), "term": term}
    return _log_change(site, request, term, sentence)


def _require_permission(site: Any, request: HttpRequest, term: Term) -> None:
    if not site.has_change_permission(request, term):
        raise PermissionDenied


def _log_change(site: Any, request: HttpRequest, term: Term, sentence: str) -> str:
    site.log_change(request, term, sentence)
    return sentence


_BUTTONS = {
    "exclude_mention": _exclude_mention,
    "exclude_text": _exclude_text,
    "exclude_name": _exclude_name,
    "allow": _allow,
    "name_off": _name_off,
    "name_on": _name_on,
}
