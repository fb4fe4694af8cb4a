"""Name and its suffixes: every spelling of an entry. Derived."""

import sys
from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from glossary.models.category import Category
from glossary.models.fields import CodePointCharField
from glossary.models.term import Level, Status, Term

FACETS = ("status", "publish_at", "level", "category")


class NameQuerySet(models.QuerySet["Name"]):
    def beginning(self, key: str) -> "NameQuerySet":
        """Names whose key starts with ``key``, as a range: SQLite uses no index for LIKE."""
        return self.filter(key__gte=key, key__lt=key + chr(sys.maxunicode))

    def of(self, ids: Collection[int], kinds: Collection[int]) -> "NameQuerySet":
        """Names of the entries ``ids``, in no order. The sum keeps SQLite from using the index of
        the kind, which would read the names of all entries."""
        found = self.filter(term_id__in=ids).annotate(of_kind=models.F("kind") + 0)
        return found.filter(of_kind__in=kinds).order_by()


class Name(models.Model):
    """One spelling of an entry, with the keys that sort and find it. It repeats the columns of its
    entry by which the A–Z index filters and counts: with 100,000 entries, a join would take a
    second."""

    class Kind(models.IntegerChoices):
        """What editors wrote comes before what is generated from it."""

        HEADWORD = 0, _("Headword")
        ALIAS = 1, _("Alias")
        HIDDEN = 2, _("Hidden")
        FORM = 3, _("Form of the headword")
        ALIAS_FORM = 4, _("Form of an alias")

    term = models.ForeignKey(Term, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = CodePointCharField(max_length=200, db_index=True)
    slug = CodePointCharField(max_length=200, db_index=True)
    sort_key = CodePointCharField(max_length=200)
    initial = CodePointCharField(max_length=4)
    #: Whether the A–Z index lists it: names written by editors, without misspellings.
    listed = models.BooleanField(default=False)
    #: Whether mentions of it link to the entry, and whether only with these capitals.
    links = models.BooleanField(default=False)
    exact = models.BooleanField(default=False)
    #: Its link tokens (``text.tokens.link_key``), and the hash by which it is looked up.
    link_key = CodePointCharField(max_length=200, default="")
    name_hash = models.BigIntegerField(default=0)
    #: The hash of its first two significant words, if it has more.
    prefix_hash = models.BigIntegerField(default=0)
    # Named as on Term, for ``published_q`` and the facets.
    status = models.CharField(max_length=20, choices=Status)
    publish_at = models.DateTimeField(null=True)
    level = models.CharField(max_length=20, choices=Level)
    category = models.ForeignKey(Category, models.CASCADE, related_name="+", db_index=False)

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "kind", "id"]
        indexes = [
            # Each covers its query: a page of names, a page of a letter, the counts.
            *(
                models.Index(fields=[*fields], name=name, condition=Q(listed=True))
                for name, fields in {
                    "name_order": ("sort_key", "kind", "id", *FACETS),
                    "name_letter": ("initial", "sort_key", "kind", "id", *FACETS),
                    "name_facets": ("initial", "kind", *FACETS, "term"),
                }.items()
            ),
            models.Index(fields=["name_hash"], name="name_hash_linking", condition=Q(links=True)),
            models.Index(
                fields=["prefix_hash"],
                name="name_prefix_hash_linking",
                condition=Q(links=True) & ~Q(prefix_hash=0),
            ),
            # Prefixes of names, by kind.
            models.Index(fields=["kind", "key"], name="name_find"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_generated(self) -> bool:
        """Whether it is a generated form."""
        return self.kind in (self.Kind.FORM, self.Kind.ALIAS_FORM)


class NameSuffix(models.Model):
    """A further key of a name: the name from word number ``position`` on or, at position 0, the
    name without spaces."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    kind = models.PositiveSmallIntegerField(choices=Name.Kind)
    position = models.PositiveSmallIntegerField()
    key = CodePointCharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    sort_key = CodePointCharField(max_length=200)

    class Meta:
        ordering = ["key", "id"]

    def __str__(self) -> str:
        return self.key
