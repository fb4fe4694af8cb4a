"""Derived rows: rebuilt from what editors wrote, never exported, never edited by hand."""

import sys

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.models.category import Category
from glossary.models.term import Level, Status, Term

FACETS = ("status", "publish_at", "level", "category")


class NameQuerySet(models.QuerySet["Name"]):
    def beginning(self, key: str) -> "NameQuerySet":
        """Names whose key begins with ``key``: a range of the index, which LIKE is not in SQLite.
        Keys are compared by code point in both databases."""
        return self.filter(key__gte=key, key__lt=key + chr(sys.maxunicode))


class Name(models.Model):
    """One way an entry may be written, with the keys that sort, find and address it, and the
    columns of its entry by which the A–Z index filters and counts: a join over a hundred thousand
    entries would cost every reader a second."""

    class Kind(models.IntegerChoices):
        """In the order of trust: a headword before its aliases, a misspelling last."""

        HEADWORD = 0, _("Headword")
        ALIAS = 1, _("Alias")
        HIDDEN = 2, _("Hidden")

    term = models.ForeignKey(Term, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.CharField(max_length=200, db_index=True)
    slug = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=200)
    initial = models.CharField(max_length=4)
    # As ``published_q`` and the facets name them on Term.
    status = models.CharField(max_length=20, choices=Status)
    publish_at = models.DateTimeField(null=True)
    level = models.CharField(max_length=20, choices=Level)
    category = models.ForeignKey(Category, models.CASCADE, related_name="+", db_index=False)

    objects = NameQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "kind", "id"]
        indexes = [
            # Each holds all that its query reads: a page of names, a page of a letter, the counts.
            models.Index(fields=["sort_key", "kind", "id", *FACETS], name="name_order"),
            models.Index(fields=["initial", "sort_key", "kind", "id", *FACETS], name="name_letter"),
            models.Index(fields=["initial", "kind", *FACETS, "term"], name="name_facets"),
        ]

    def __str__(self) -> str:
        return self.text


class StaleTerm(models.Model):
    """An entry whose derived rows await rebuilding; written in the transaction that touched it, so
    that a crash before the rebuilding leaves a mark. No foreign key: the entry may be deleted. Not
    unique: a second transaction's mark must outlive the rebuilding that follows the first."""

    term_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.term_id)


class Edition(models.Model):
    """The one row that counts committed changes to anything public."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.number)
