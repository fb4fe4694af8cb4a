"""Tags in the admin, in place of taggit's own page for its stock model."""

import taggit.admin
from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glossary.admin.forms import SluggedForm
from glossary.admin.querystring import GuardedAdmin
from glossary.models import Tag
from glossary.text.normalize import fold

# Registers itself when first imported, which has just happened.
admin.site.unregister(taggit.admin.Tag)


class TagForm(SluggedForm):
    slug_fallback = "tag"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Tag.objects.filter(key=fold(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise forms.ValidationError(
                gettext("There is the tag “%(name)s” already.") % {"name": same.name},
                code="unique",
            )
        return name


@admin.register(Tag)
class TagAdmin(GuardedAdmin):
    form = TagForm
    fields = ["name", "slug"]
    list_display = ["name", "slug", "entries"]
    search_fields = ["name", "key", "slug"]
    ordering = ["key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(entries=Count("term_tags"))

    @admin.display(description=_("entries"), ordering="entries")
    def entries(self, tag: Tag) -> int:
        return tag.entries
