"""Adds a missing term as an alias of an entry, with the checks of the entry's own form."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.concurrency.versions import locked
from glossary.admin.term.inlines import AliasInline
from glossary.admin.term.same_names import SameName, same_names, token
from glossary.admin.widgets import EntrySelect
from glossary.models import Alias, Term
from glossary.text.plain import clean_input

_SAME_NAME = _(
    "Another entry already uses this name. Compare both below, then choose another name or "
    "save anyway."
)


class AddAliasForm(forms.ModelForm):
    """An alias and its entry. ``may_change(term)`` tells whether this editor may change the
    entry. Besides its fields the page posts ``confirm_names``."""

    clashes: list[SameName]
    #: Without JavaScript the entry is chosen in the other field.
    use_required_attribute = False

    class Meta:
        model = Alias
        fields = ["text", "term", "kind"]

    def __init__(self, *args: Any, may_change: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes = []
        self._may_change = may_change
        field = Alias._meta.get_field("term")
        self.fields["term"].widget = EntrySelect(
            field, admin.site, choices=self.fields["term"].widget.choices
        )

    @property
    def names_token(self) -> str:
        return token(self.clashes)

    @property
    def names_confirmed(self) -> bool:
        return self.data.get("confirm_names") == self.names_token

    def clean_term(self) -> Term:
        """Return the entry as it is stored now, locked until it is saved."""
        term = cast(Term, locked(Term, self.cleaned_data["term"].pk))
        if not self._may_change(term):
            raise forms.ValidationError(_("You do not have permission to change this entry."))
        if term.aliases.count() >= AliasInline.max_num:
            raise forms.ValidationError(_("This entry has the maximum number of aliases."))
        return term

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (term := cleaned.get("term")) and (text := cleaned.get("text")):
            off = list(term.name_exclusions.values_list("text", flat=True))
            found = same_names(term.name, [text], term.pk, off)
            self.clashes = [same for same in found if same.typed == text]
            if self.clashes and not self.names_confirmed:
                self.add_error(None, forms.ValidationError(_SAME_NAME, code="same_name"))
        return cleaned


class AddAliasMixin(admin.ModelAdmin):
    """For the ModelAdmin of entries: the page behind “Add as alias of …”."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.add_alias_view)
        return [path("missing/alias/", view, name="glossary_term_add_alias"), *super().get_urls()]

    def add_alias_view(self, request: HttpRequest) -> HttpResponse:
        """Show the form for ``?name=``. A POST adds the alias."""
        if not request.user.has_perms(["glossary.change_term", "glossary.add_alias"]):
            raise PermissionDenied
        name = clean_input(request.GET.get("name", ""), 200)
        with transaction.atomic():
            form = AddAliasForm(
                request.POST or None,
                initial={"text": name, "kind": _kind_of(name)},
                may_change=lambda term: self.has_change_permission(request, term),
            )
            if request.method == "POST" and form.is_valid():
                return self._add_alias(request, form)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Add as alias"),
            "opts": self.opts,
            "form": form,
            "adminform": AdminForm(
                form, [(None, {"fields": list(form.fields)})], {}, model_admin=self
            ),
            "media": self.media + form.media,
        }
        return render(request, "admin/glossary/term/add_alias.html", context)

    def _add_alias(self, request: HttpRequest, form: AddAliasForm) -> HttpResponse:
        alias = form.save()
        term = alias.term
        term.updated_by = request.user
        term.save()
        added = {"name": str(Alias._meta.verbose_name), "object": str(alias)}
        self.log_change(request, term, [{"added": added}])
        said = gettext("“%(alias)s” is now an alias of “%(term)s”.")
        messages.success(request, said % {"alias": alias, "term": term})
        return HttpResponseRedirect(reverse("admin:glossary_term_missing"))


def _kind_of(name: str) -> str:
    """Return the most likely kind of an alias."""
    is_short = name.isupper() and len(name) <= 6
    return Alias.Kind.ABBREVIATION if is_short else Alias.Kind.SYNONYM
