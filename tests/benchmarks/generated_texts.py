"""Fills an empty database with entries in a language of its own, whose words are as common and as
rare as those of a real one, and asks for them as readers do."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from django.core.management import call_command
from django.db import transaction

from glossary.indexing.names import names_of
from glossary.indexing.refresh import raise_edition
from glossary.models import Alias, Category, Level, Name, PendingTerm, Tag, Term, TermTag
from glossary.models.batches import chunks
from glossary.rendered_term import render_term
from glossary.search import index
from glossary.text.normalize import slugify_name, sort_key
from tests.benchmarks.filling import vacuum

_WORDS = 20_000
_SYLLABLES = [first + second for first in "bcdfglmnprstv" for second in "aeiou"]
_ENDINGS = ("n", "r", "st", "l", "ng", "x")
#: The commonest words stand in texts only, as "the" and "is" do.
_COMMON = 40


class Language:
    """Words by how common they are: the n-th is as often there as Zipf says."""

    def __init__(self) -> None:
        self.dice = random.Random(1)  # noqa: S311 - the same language each time
        self.words = list(dict.fromkeys(self._word(place) for place in range(_WORDS)))
        self.weights = list(accumulate(1 / (place + 3) for place in range(len(self.words))))

    def _word(self, place: int) -> str:
        length = 1 + (place > _COMMON) + self.dice.randint(0, 2)
        return "".join(self.dice.choices(_SYLLABLES, k=length)) + self.dice.choice(_ENDINGS)

    def text(self, length: int) -> str:
        """Return a sentence of ``length`` words."""
        said = self.dice.choices(self.words, cum_weights=self.weights, k=length)
        return f"{' '.join(said).capitalize()}."

    def name(self) -> str:
        """Return what an entry may be called: two words or three, the last a rarer one."""
        start = self.dice.choice((_COMMON, 400))
        pair = self.dice.choices(self.words[start:4_000], k=self.dice.randint(1, 2))
        return " ".join([*pair, self.dice.choice(self.words[400:])])


def fill(size: int) -> None:
    """Make the tables and ``size`` entries, with all that is searched; the same ones each time."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        _create(size)
        # Only what is searched is indexed; links are another benchmark's.
        PendingTerm.objects.all().delete()
    _index()
    vacuum()


def _create(size: int) -> None:
    language = Language()
    dice = language.dice
    categories = [
        Category.objects.create(name=f"Category {n}", slug=f"category-{n}") for n in range(12)
    ]
    tags = [Tag.objects.create(name=f"tag {n}") for n in range(300)]
    terms = Term.objects.bulk_create(
        (
            Term(
                name=name.capitalize(),
                slug=slugify_name(name),
                sort_key=sort_key(name),
                category=dice.choice(categories),
                level=dice.choice(Level.values),
                definition=language.text(16),
                in_depth=language.text(60),
                status="published",
            )
            for name in _names(language, size)
        ),
        batch_size=1_000,
    )
    Alias.objects.bulk_create(
        (Alias(term=term, text=language.name()) for term in terms[::2]), batch_size=1_000
    )
    TermTag.objects.bulk_create(
        (TermTag(content_object=t, tag=tag) for t in terms for tag in dice.sample(tags, 2)),
        batch_size=1_000,
    )


def _names(language: Language, size: int) -> Iterator[str]:
    taken: set[str] = set()
    while len(taken) < size:
        name = language.name()
        if name not in taken:
            taken.add(name)
            yield name


def _index() -> None:
    raise_edition()
    # A list: SQLite's journal would grow as long as a reader holds on to the beginning.
    for ids in chunks(list(Term.objects.order_by("pk").values_list("pk", flat=True))):
        terms = list(
            Term.objects.filter(pk__in=ids).prefetch_related(
                "aliases", "name_exclusions", "applications", "tags"
            )
        )
        names = [name for term in terms for name in names_of(term)]
        Name.objects.bulk_create(names)
        index.replace(ids, [render_term(term) for term in terms], names)


def searches(terms: Sequence[Term]) -> list[str]:
    """Return what readers of ``terms`` search for: names, their pieces, misspelt, in questions;
    words of the texts, rare and common ones, as they stand there or not; what is not there."""
    asked = []
    for place, term in enumerate(terms):
        name, said = term.name.lower(), term.definition.lower().strip(".").split()
        rare = sorted(said, key=len)[-3:]
        asked += [
            (name, name[:-2], " ".join(reversed(name.split())), f"what is {name}?")[place % 4],
            (_misspelt(name), name.split()[-1], name.split()[0], _misspelt(rare[-1]))[place % 4],
            (" ".join(rare[-2:]), " ".join(said[3:8]), rare[-1], " ".join(said[:2]))[place % 4],
        ]
    return [*asked, "qqqqq", "qqqqq wwwww"]


def suggestions(terms: Sequence[Term]) -> list[str]:
    """Return what readers of ``terms`` have typed when suggestions are asked for."""
    asked = []
    for place, term in enumerate(terms):
        name = term.name.lower()
        last = name.split()[-1]
        asked += [name[: 2 + place % 6], (last[:4], name[:-3], _misspelt(name), last)[place % 4]]
    return [*asked, "qq", "qqqqq"]


def _misspelt(text: str) -> str:
    """With two neighbors exchanged."""
    middle = len(text) // 2
    return text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]
