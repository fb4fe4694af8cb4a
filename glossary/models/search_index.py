"""Spelling: words of names under the keys that find their misspellings. Derived."""

from django.db import models

from glossary.models.fields import CodePointCharField
from glossary.models.natural_key import NaturalKeyModel


class Spelling(NaturalKeyModel):
    """A word of a name under one of the numbers by which a misspelling of it is found: those of
    the word with up to two letters left out."""

    deletion_hash = models.BigIntegerField()
    word = CodePointCharField(max_length=60)

    natural_key_fields = ["deletion_hash", "word"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deletion_hash", "word"], name="spelling_once")
        ]

    def __str__(self) -> str:
        return self.word
