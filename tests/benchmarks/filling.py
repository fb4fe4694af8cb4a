"""Fills an empty database with any number of entries, each with every kind of part."""

import random

from django.core.management import call_command
from django.db import connection, transaction

from glossary.indexing.refresh import reindex
from glossary.models import Alias, Application, Category, Level, PendingTerm, Tag, Term, TermTag
from glossary.text.normalize import slugify_name, sort_key

_WORDS = [
    *("neural", "data", "model", "graph", "token", "vector", "learning", "deep", "causal"),
    *("bayesian", "kernel", "prompt", "agent", "policy", "value", "sparse", "dense", "latent"),
]


def fill(size: int) -> None:
    """Make the tables, static files and ``size`` entries; the same ones each time."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():
        _create(size)
        # Nothing is refreshed at the commit: everything is indexed at once.
        PendingTerm.objects.all().delete()
    reindex()
    vacuum()


def _create(size: int) -> None:
    dice = random.Random(1)  # noqa: S311 - the same entries each time
    categories = [
        Category.objects.create(name=f"Category {n}", slug=f"category-{n}") for n in range(12)
    ]
    tags = [Tag.objects.create(name=f"tag {n}") for n in range(300)]
    names = [f"{' '.join(dice.choices(_WORDS, k=3))} {n}".capitalize() for n in range(size)]
    terms = Term.objects.bulk_create(
        [
            Term(
                name=name,
                slug=slugify_name(name),
                sort_key=sort_key(name),
                category=dice.choice(categories),
                level=dice.choice(Level.values),
                definition=f"What {name} is, said in one sentence.",
                in_depth=" ".join(dice.choices(_WORDS, k=120)),
                key_takeaway="Remember it.",
                status="published",
            )
            for name in names
        ],
        batch_size=1_000,
    )
    Alias.objects.bulk_create(
        [Alias(term=t, text=f"{dice.choice(_WORDS)} alias {t.pk}") for t in terms], batch_size=1_000
    )
    TermTag.objects.bulk_create(
        [TermTag(content_object=t, tag=tag) for t in terms for tag in dice.sample(tags, 3)],
        batch_size=1_000,
    )
    Application.objects.bulk_create(
        [
            Application(term=t, title=f"Use {n}", description="It is used.", position=n)
            for t in terms
            for n in (1, 2, 3)
        ],
        batch_size=1_000,
    )


def vacuum() -> None:
    """Do now what a database in use does by itself sooner or later."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            # Else who reads has to write first what the filling left in memory.
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")
