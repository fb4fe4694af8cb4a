"""Derived rows: rebuilt from what editors wrote, never exported, never edited by hand."""

import sys
from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.models.category import Category
from glossary.models.natural_key import Keyed
from glossary.models.term import Level, Status, Term

FACETS = ("status", "publish_at", "level", "category")


class NameQuerySet(models.QuerySet["Name"]):
    def beginning(self, key: str) -> "NameQuerySet":
        """Names whose key begins with ``key``: a range of the index, which LIKE is not in SQLite.
        Keys are compared by code point in both databases."""
        return self.filter(key__gte=key, key__lt=key + chr(sys.maxunicode))

    def of(self, ids: Collection[int], kinds: Collection[int]) -> "NameQuerySet":
        """Names of the entries ``ids``, in no order. The kind is a sum: asked for a kind or an
        order, SQLite may take the index of that, and read the names of all entries."""
        found = self.filter(term_id__in=ids).annotate(of_kind=models.F("kind") + 0)
        return found.filter(of_kind__in=kinds).order_by()


class Name(models.Model):
    """One way an entry may be written, with the keys that sort, find and address it, and the
    columns of its entry by which the A–Z index filters and counts: a join over a hundred thousand
    entries would cost every reader a second."""

    class Kind(models.IntegerChoices):
        """In the order of trust: what editors wrote before what was generated from it."""

        HEADWORD = 0, _("Headword")
        ALIAS = 1, _("Alias")
        HIDDEN = 2, _("Hidden")
        FORM = 3, _("Form of the headword")
        ALIAS_FORM = 4, _("Form of an alias")

    term = models.ForeignKey(Term, models.CASCADE, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.CharField(max_length=200, db_index=True)
    slug = models.CharField(max_length=200, db_index=True)
    sort_key = models.CharField(max_length=200)
    initial = models.CharField(max_length=4)
    #: Whether the A–Z index shows it: what editors wrote, misspellings excepted.
    listed = models.BooleanField(default=False)
    #: Whether a text that writes it leads to the entry, and whether only in these capitals.
    links = models.BooleanField(default=False)
    exact = models.BooleanField(default=False)
    #: As texts write it (``text.mentioning.link_key``), and the number by which it is looked up.
    link_key = models.CharField(max_length=200, default="")
    anchor = models.BigIntegerField(default=0)
    #: The number of its first two telling words, where it has more.
    lead = models.BigIntegerField(default=0)
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
            *(
                models.Index(fields=[*fields], name=name, condition=Q(listed=True))
                for name, fields in {
                    "name_order": ("sort_key", "kind", "id", *FACETS),
                    "name_letter": ("initial", "sort_key", "kind", "id", *FACETS),
                    "name_facets": ("initial", "kind", *FACETS, "term"),
                }.items()
            ),
            models.Index(fields=["anchor"], name="name_anchor", condition=Q(links=True)),
            models.Index(
                fields=["id", "anchor", "lead"], name="name_sieve", condition=Q(links=True)
            ),
            # The beginnings of names, kind by kind.
            models.Index(fields=["kind", "key"], name="name_find"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_generated(self) -> bool:
        """Whether it is a form of a name, and no editor wrote it."""
        return self.kind in (self.Kind.FORM, self.Kind.ALIAS_FORM)


class Within(models.Model):
    """A further key under which a name is found: from its ``place``-th word on, or, at place 0, as
    one word without spaces."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    kind = models.PositiveSmallIntegerField(choices=Name.Kind)
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)

    class Meta:
        ordering = ["key", "id"]

    def __str__(self) -> str:
        return self.key


class Mention(models.Model):
    """The link ledger: one place where an entry's text speaks of another entry."""

    class Field(models.TextChoices):
        """In the order of the page."""

        DEFINITION = "definition", _("definition")
        IN_DEPTH = "in_depth", _("in depth")
        KEY_TAKEAWAY = "key_takeaway", _("key takeaway")
        APPLICATION = "application", _("application")

    source = models.ForeignKey(Term, models.CASCADE, related_name="mentions")
    target = models.ForeignKey(Term, models.CASCADE, related_name="mentioned_in")
    field = models.CharField(max_length=20, choices=Field)
    #: Its place among all mentions of the page, from 0.
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    #: The sentence around it as plain text, and where in it, in characters, the mention begins.
    sentence = models.TextField()
    start = models.PositiveIntegerField()
    #: The words around it, folded: by these a veto knows the place after an edit elsewhere.
    context = models.CharField(max_length=200)
    #: Whether it is the one that is a link, whether an editor wrote it as ``[[…]]`` or forbade it.
    linked = models.BooleanField()
    by_hand = models.BooleanField(default=False)
    vetoed = models.BooleanField(default=False)

    class Meta:
        ordering = ["source_id", "position"]
        indexes = [
            models.Index(
                fields=["target", "source"], name="mention_linked", condition=Q(linked=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}: {self.text}"


class StaleMentions(models.Model):
    """A text whose mentions changed because of a name elsewhere; read anew when it is needed.
    ``cause`` is the entry it may mention now, or None where any may have changed."""

    source = models.ForeignKey(Term, models.CASCADE, related_name="+")
    cause = models.ForeignKey(Term, models.CASCADE, related_name="+", null=True)

    def __str__(self) -> str:
        return f"{self.source_id} because of {self.cause_id}"


class Spelling(Keyed):
    """A word of a name under one of the numbers by which a misspelling of it is found: those of
    the word with up to two letters left out."""

    number = models.BigIntegerField()
    word = models.CharField(max_length=60)

    natural_key_fields = ["number", "word"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return self.word


class Unnamed(models.Model):
    """A capitalised phrase or abbreviation in an entry's text that is no entry's name so far."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, db_index=True)
    text = models.CharField(max_length=200)
    sentence = models.TextField()

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
