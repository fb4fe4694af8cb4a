"""The forms that the site generates from an entry's names, each to be switched off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from glossary.indexing.names import generated_forms
from glossary.models import NameExclusion, Term
from glossary.text.normalize import fold

_MOST = 2_000


class ExcludedFormsField(forms.MultipleChoiceField):
    """Ticked are the forms that are no names of the entry. Whatever is unticked, and whatever is
    generated later, is one: a form that the page did not show is never switched off unseen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Forms switched off"),
            help_text=_(
                "Texts may write the entry like this as well: it is found and linked. Tick what "
                "is no name of it. Forms of a name you change or add show after saving."
            ),
        )

    def offer(self, term: Term, ticked: Iterable[str]) -> None:
        """Offer the forms of a stored ``term``, and those ``ticked`` though nothing generates them
        any more."""
        forms_of_names = generated_forms(term)
        lost = [form for form in dict.fromkeys(ticked) if form not in forms_of_names]
        unused = gettext("%(form)s (of no present name)")
        self.choices = [
            *((form, form) for form in forms_of_names),
            *((form, unused % {"form": form}) for form in lost),
        ]

    def valid_value(self, value: str) -> bool:
        """Whatever could be a form: somebody may have deleted its alias meanwhile."""
        try:
            NameExclusion._meta.get_field("text").clean(value, None)
        except ValidationError:
            return False
        return True

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > _MOST:
            raise ValidationError(
                ngettext(
                    "No more than %(most)d form can be switched off.",
                    "No more than %(most)d forms can be switched off.",
                    _MOST,
                )
                % {"most": _MOST}
            )


def switched_off(term: Term) -> list[str]:
    """Return the forms that editors switched off, in the order of the alphabet."""
    texts = NameExclusion.objects.filter(term=term.pk).values_list("text", flat=True)
    return sorted(texts, key=lambda text: (fold(text), text))


def switch_off(term: Term, wanted: Any) -> None:
    """Make ``wanted`` the forms of a stored ``term`` that are switched off."""
    stored = set(switched_off(term))
    term.name_exclusions.filter(text__in=stored - set(wanted)).delete()
    for text in dict.fromkeys(wanted):
        if text not in stored:
            term.name_exclusions.create(text=text)
