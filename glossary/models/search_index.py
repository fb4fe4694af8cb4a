"""Spelling: the words of names, to find misspellings of them. Derived."""

from django.db import models

from glossary.models.fields import CodePointCharField
from glossary.models.natural_key import NaturalKeyModel


class Spelling(NaturalKeyModel):
    """A word of a name under one of the hashes by which its misspellings are found: the hashes of
    the word with up to two letters deleted."""

    deletion_hash = models.BigIntegerField()
    word = CodePointCharField(max_length=60)

    natural_key_fields = ["deletion_hash", "word"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deletion_hash", "word"], name="spelling_once")
        ]

    def __str__(self) -> str:
        return self.word
