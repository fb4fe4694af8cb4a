"""What the buttons of the link ledger do: silence a place, a text or a name, and the way back."""

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
def carry_out(site: Any, request: HttpRequest, term: Term) -> str:
    """Do what the button posted on the ledger of ``term`` says, if the editor may; return a
    sentence that tells it, empty where there was nothing to do. Each is kept in the history of the
    entry whose text or name it concerns. Raises PermissionDenied."""
    for name, do in _BUTTONS.items():
        if value := clean_input(request.POST.get(name, "")):
            return do(site, request, term, value)
    return ""


def _silence(site: Any, request: HttpRequest, value: str, *, whole: bool) -> str:
    source, target, context = [*value.split(":", 2), "", ""][:3]
    ends = Term.objects.select_for_update().in_bulk([number(source), number(target)])
    text, other = ends.get(number(source)), ends.get(number(target))
    if text is None or other is None or text == other:
        return ""
    _demand(site, request, text)
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
        gettext("Links to “%(other)s” switched off in the whole text.")
        if whole
        else gettext("Link to “%(other)s” switched off at “%(place)s”.")
    )
    return _tell(site, request, text, pattern % {"other": other, "place": exclusion.place})


def _silence_place(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _silence(site, request, value, whole=False)


def _silence_text(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _silence(site, request, value, whole=True)


def _allow(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    exclusion = (
        LinkExclusion.objects.filter(pk=number(value)).select_related("term", "target").first()
    )
    if exclusion is None:
        return ""
    _demand(site, request, exclusion.term)
    exclusion.delete()
    pattern = (
        gettext("Link to “%(other)s” switched on again at “%(place)s”.")
        if exclusion.context
        else gettext("Links to “%(other)s” switched on again in the whole text.")
    )
    sentence = pattern % {"other": exclusion.target, "place": exclusion.place}
    return _tell(site, request, exclusion.term, sentence)


def _silence_words(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    """``value`` is the other entry, and the words by which a text speaks of it."""
    target, _, words = value.partition(":")
    other = Term.objects.select_for_update().filter(pk=number(target)).first()
    if other is None:
        return ""
    written = names.written_as(other, words)
    return _switch(site, request, other, written, on=False)


def _name_off(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _switch(site, request, _locked(term), [value], on=False)


def _name_on(site: Any, request: HttpRequest, term: Term, value: str) -> str:
    return _switch(site, request, _locked(term), [value], on=True)


def _locked(term: Term) -> Term:
    locked: Term = Term.objects.select_for_update().get(pk=term.pk)
    return locked


def _switch(site: Any, request: HttpRequest, term: Term, texts: list[str], *, on: bool) -> str:
    _demand(site, request, term)
    changed = [name for name in texts if names.switch(term, name, on=on)]
    if not changed:
        return ""
    term.updated_by = request.user  # type: ignore[assignment]
    term.save()
    pattern = (
        gettext("Texts that write “%(names)s” lead to “%(term)s” again.")
        if on
        else gettext("Texts that write “%(names)s” no longer lead to “%(term)s”.")
    )
    sentence = pattern % {"names": "”, “".join(changed), "term": term}
    return _tell(site, request, term, sentence)


def _demand(site: Any, request: HttpRequest, term: Term) -> None:
    if not site.has_change_permission(request, term):
        raise PermissionDenied


def _tell(site: Any, request: HttpRequest, term: Term, sentence: str) -> str:
    site.log_change(request, term, sentence)
    return sentence


_BUTTONS = {
    "silence_place": _silence_place,
    "silence_text": _silence_text,
    "silence_words": _silence_words,
    "allow": _allow,
    "name_off": _name_off,
    "name_on": _name_on,
}
