"""The form of an entry: what it refuses, and what the editor has to confirm."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.conflict import LockedForm
from glossary.admin.forms import CommaTagField, SluggedForm
from glossary.admin.links.impact import LinkImpact, link_impact
from glossary.admin.markdown.wiki_links import refuse_unknown
from glossary.admin.term.excluded_forms import (
    ExcludedFormsField,
    excluded_forms_of,
    set_excluded_forms,
)
from glossary.admin.term.same_names import SameName, posted_aliases, same_names, token
from glossary.indexing.names import names_from
from glossary.models import Alias, Status, Term
from glossary.models.term import TEXT_NAMES

_SAME_NAME = _(
    "Another entry already uses this name. Compare them below, then change it or save anyway."
)

_MANY_LINKS = _("This would make many links. Look at them below: save all the same, or change it.")


class TermForm(LockedForm, SluggedForm):
    """An entry. Besides its fields and those of a LockedForm, the page posts ``confirm_names`` and
    ``confirm_links``."""

    tags = CommaTagField(
        label=_("Tags"),
        required=False,
        help_text=_("Separated by commas. New tags are created."),
    )

    excluded_forms = ExcludedFormsField()

    #: Set by ``clean`` if the editor has to confirm.
    clashes: list[SameName]
    link_impact: LinkImpact | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = []
        excluded_forms = self.fields.get("excluded_forms")
        if self.instance.pk and isinstance(excluded_forms, ExcludedFormsField):
            self.initial["excluded_forms"] = excluded_forms_of(self.instance)
            excluded_forms.offer(self.instance, self["excluded_forms"].value())
        if moment := self.fields.get("publish_at"):
            for widget, label in zip(moment.widget.widgets, (_("Date"), _("Time")), strict=True):
                widget.attrs["aria-label"] = f"{moment.label}: {label}"

    @property
    def links_confirmed(self) -> bool:
        return bool(self.link_impact and self.data.get("confirm_links") == self.link_impact.token)

    @property
    def names_token(self) -> str:
        return token(self.clashes)

    @property
    def names_confirmed(self) -> bool:
        return self.data.get("confirm_names") == self.names_token

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_names(cleaned.get("name", ""))
        self._check_references()
        self._check_links(cleaned)
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if "excluded_forms" in self.changed_data:
            set_excluded_forms(self.instance, self.cleaned_data["excluded_forms"])

    def _check_names(self, name: str) -> None:
        """Ask about names that the editor changed; others were confirmed before."""
        excluded = self.cleaned_data.get("excluded_forms", [])
        typed = [alias.text for alias in posted_aliases(self.data)]
        found = same_names(name, typed, self.instance.pk, excluded) if name else []
        aliases = Alias.objects.filter(term=self.instance.pk) if found and self.instance.pk else []
        confirmed = {alias.text for alias in aliases}
        if self.instance.pk and name == self.initial.get("name"):
            confirmed.add(name)
        else:
            confirmed.discard(name)
            confirmed -= {same.text for same in found if not same.others}
        self.clashes = [same for same in found if same.typed not in confirmed]
        if self.clashes and not self.names_confirmed:
            self.add_error(
                None,
                forms.ValidationError(_SAME_NAME, code="same_name"),
            )

    def _check_references(self) -> None:
        """Check changed texts only: an editor need not correct the others."""
        for name in TEXT_NAMES:
            if name in self.changed_data and name in self.cleaned_data:
                try:
                    refuse_unknown(self.cleaned_data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)

    def _check_links(self, cleaned: dict[str, Any]) -> None:
        """Ask about names that would go live by this saving and link in more than a few texts."""
        if cleaned.get("status") != Status.PUBLISHED or not {"name", "category"} <= cleaned.keys():
            return
        columns = ("name", "slug", "category", "level", "definition", "autolink", "exact_case")
        typed = Term(pk=self.instance.pk, **{c: cleaned[c] for c in columns if c in cleaned})
        names = names_from(typed, posted_aliases(self.data), cleaned.get("excluded_forms", []))
        self.link_impact = link_impact(self.instance.pk, names)
        if self.link_impact.is_wide and not self.links_confirmed:
            self.add_error(None, forms.ValidationError(_MANY_LINKS, code="many_links"))
