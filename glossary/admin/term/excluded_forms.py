"""Generated forms of the names of an entry, which editors can exclude."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from glossary.indexing.names import generated_forms
from glossary.models import NameExclusion, Term
from glossary.text.normalize import fold

_MAX_FORMS = 2_000


class ExcludedFormsField(forms.MultipleChoiceField):
    """Ticked forms are excluded. Forms that are generated later are never excluded unseen."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Forms not to link"),
            help_text=_(
                "The entry is also found and linked by these forms of its names. Tick any that do "
                "not mean this entry. Forms of a name that you add or change appear after saving."
            ),
        )

    def offer(self, term: Term, ticked: Iterable[str]) -> None:
        """Offer the forms of a stored ``term``, and ``ticked`` ones no longer generated."""
        forms_of_names = generated_forms(term)
        obsolete = [form for form in dict.fromkeys(ticked) if form not in forms_of_names]
        label = gettext("%(form)s (no longer generated)")
        self.choices = [
            *((form, form) for form in forms_of_names),
            *((form, label % {"form": form}) for form in obsolete),
        ]

    def valid_value(self, value: str) -> bool:
        """Accept any form: somebody may have deleted its alias meanwhile."""
        try:
            NameExclusion._meta.get_field("text").clean(value, None)
        except ValidationError:
            return False
        return True

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > _MAX_FORMS:
            raise ValidationError(
                ngettext(
                    "At most %(limit)d form can be excluded.",
                    "At most %(limit)d forms can be excluded.",
                    _MAX_FORMS,
                )
                % {"limit": _MAX_FORMS}
            )


def excluded_forms_of(term: Term) -> list[str]:
    """Return the forms that editors excluded, A–Z."""
    texts = NameExclusion.objects.filter(term=term.pk).values_list("text", flat=True)
    return sorted(texts, key=lambda text: (fold(text), text))


def set_excluded_forms(term: Term, forms: Any) -> None:
    """Exclude exactly ``forms`` of a stored ``term``."""
    stored = set(excluded_forms_of(term))
    term.name_exclusions.filter(text__in=stored - set(forms)).delete()
    for text in dict.fromkeys(forms):
        if text not in stored:
            term.name_exclusions.create(text=text)
