"""The form of an entry: what it refuses, what it asks back, and that it never loses a word."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.asking import number
from glossary.admin.forms import CommaTagField, SluggedForm
from glossary.admin.lock import locked, version_of
from glossary.admin.same_names import SameName, same_names, token
from glossary.models import Term

_CONFLICT = _(
    "Somebody saved this entry while you were writing. Nothing you typed is lost: decide below."
)
_SAME_NAME = _("A name is taken twice. Look at both below: change one, or save all the same.")


class TermForm(SluggedForm):
    """An entry. Besides its fields the page posts three answers that are no field of it:
    ``version`` (what the editor saw), ``overwrite`` and ``confirm_names``."""

    tags = CommaTagField(
        label=_("Tags"),
        required=False,
        help_text=_("Separated by commas. New ones are made."),
    )

    class Media:
        js = [forms.Script("glossary/admin/unsaved.js", type="module")]

    #: Set by ``clean`` when the editor has to be asked.
    conflict: Term | None = None
    clashes: list[SameName]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = []
        if moment := self.fields.get("publish_at"):
            for widget, label in zip(moment.widget.widgets, (_("Date"), _("Time")), strict=True):
                widget.attrs["aria-label"] = f"{moment.label}: {label}"

    @cached_property
    def stored_version(self) -> str:
        return version_of(self.instance.pk) if self.instance.pk else ""

    @property
    def version(self) -> str:
        """What the editor saw when the form was first opened."""
        return self.data.get("version", "") if self.is_bound else self.stored_version

    @property
    def names_token(self) -> str:
        return token(self.clashes)

    @property
    def names_confirmed(self) -> bool:
        return self.data.get("confirm_names") == self.names_token

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_version()
        self._check_names(cleaned.get("name", ""))
        replacement = cleaned.get("replaced_by")
        if replacement and replacement.pk == self.instance.pk:
            self.add_error("replaced_by", gettext("An entry cannot replace itself."))
        return cleaned

    def _check_version(self) -> None:
        """Somebody else's saving in between asks for a decision."""
        if not self.instance.pk:
            return
        stored = locked(self.instance.pk)
        if self.version == self.stored_version:
            return
        self.conflict = stored
        if self.data.get("overwrite") != self.stored_version:
            self.add_error(
                None,
                forms.ValidationError(_CONFLICT, code="conflict"),
            )

    def _check_names(self, name: str) -> None:
        self.clashes = same_names(name, self._posted_aliases(), self.instance.pk) if name else []
        if self.clashes and not self.names_confirmed:
            self.add_error(
                None,
                forms.ValidationError(_SAME_NAME, code="same_name"),
            )

    def _posted_aliases(self) -> list[str]:
        """The texts of the alias rows, which are forms of their own, unless marked for deletion."""
        rows = range(min(1000, number(self.data.get("aliases-TOTAL_FORMS"), digits=4)))
        kept = (n for n in rows if not self.data.get(f"aliases-{n}-DELETE"))
        texts = (self.data.get(f"aliases-{n}-text", "")[:200] for n in kept)
        return [text for text in (text.replace("\x00", "").strip() for text in texts) if text]

    @property
    def stored_texts(self) -> list[tuple[Any, Any]]:
        """Label and stored value of each field whose stored value is not the typed one."""
        return [
            (self.fields[name].label or name, self[name].initial)
            for name in self.changed_data
            if name != "tags"
        ]
