"""Linking ten kilobytes of text at a thousand, ten thousand and a hundred thousand entries, and
saving an entry that a thousand others mention."""

import gc
import random
import statistics
import time
from collections.abc import Callable

from tests.benchmarks.databases import filled
from tests.benchmarks.report import SIZES

RUNS = 40
MENTIONING = 1_000
#: What is timed, in milliseconds; then what is counted.
TIMES = ("rendering (not counted)", "reading", "looking up", "linking", "all three", "the save")
COUNTS = ("mentions", "numbers asked")


def _words(seed: int, count: int) -> list[str]:
    """Return made-up words, the same ones each time."""
    dice = random.Random(seed)  # noqa: S311
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    return ["".join(dice.choices(syllables, k=dice.choice((2, 3, 3, 4)))) for _ in range(count)]


def _names(size: int) -> list[str]:
    """Return names of one, two and three words; the latter are made of the words of texts."""
    dice = random.Random(3)  # noqa: S311
    words, own = _words(2, 8_000), _words(5, size)
    found = dict.fromkeys(
        dice.choice(own) + "x" if dice.random() < 0.2 else " ".join(dice.choices(words, k=k))
        for k in dice.choices((2, 3), k=2 * size)
    )
    return list(found)[:size]


def text(names: list[str], seed: int) -> str:
    """Return ten kilobytes of Markdown in which half of the words are common, as in English, and a
    name stands in every fortieth place."""
    dice = random.Random(seed)  # noqa: S311
    words = _words(2, 8_000)
    common = [
        *("the", "of", "and", "to", "in", "is", "that", "for", "it", "as", "was", "with", "be"),
        *("by", "on", "not", "this", "are", "or", "from"),
    ]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < 10_000:
        run = [
            dice.choice(common) if dice.random() < 0.5 else dice.choices(words, weights)[0]
            for _ in range(80)
        ]
        for _ in range(2):
            run.insert(dice.randrange(80), dice.choice(names))
        sentences = [" ".join(run[i : i + 12]).capitalize() for i in range(0, len(run), 12)]
        paragraphs.append(". ".join(sentences) + ". *Emphasis* and `code`.")
    return "\n\n".join(paragraphs)[:10_000]


def fill(size: int) -> None:
    """Make ``size`` published entries with their names."""
    from django.core.management import call_command
    from django.db import transaction
    from django.db.models import prefetch_related_objects

    from glossary.indexing.names import names_of
    from glossary.models import Category, Name, PendingTerm, Term
    from glossary.text.normalize import sort_key
    from tests.benchmarks.filling import vacuum

    call_command("migrate", verbosity=0)
    category = Category.objects.create(name="Category", slug="category")
    names = _names(size)
    terms = [
        Term(
            name=name,
            slug=f"{name.replace(' ', '-')}-{number}",
            sort_key=sort_key(name),
            category=category,
            definition=f"What {name} is, said in one sentence.",
            status="published",
        )
        for number, name in enumerate(names)
    ]
    with transaction.atomic():
        Term.objects.bulk_create(terms, batch_size=1_000)
        PendingTerm.objects.all().delete()  # only the names are indexed
        prefetch_related_objects(terms, "aliases", "name_exclusions")
        Name.objects.bulk_create((name for term in terms for name in names_of(term)), 1_000)
    vacuum()


def median(action: Callable[[int], object]) -> float:
    """Return the median milliseconds of ``action``, called with the number of the run."""
    times = []
    for run in range(RUNS):
        start = time.perf_counter()
        action(run)
        times.append(1_000 * (time.perf_counter() - start))
    return statistics.median(times)


def measure(size: int) -> None:
    """Print the median milliseconds of each step, then the counts."""
    from glossary.linking import mentions
    from glossary.linking.autolink import Linker, PageContext
    from glossary.linking.lookup import base, look_up
    from glossary.text.markdown import render_block_with_placeholders

    names = _names(size)
    # Each run links another text: nothing is remembered from the run before.
    sources = [text(names, seed) for seed in range(RUNS)]
    held = [render_block_with_placeholders(source) for source in sources]
    read = [Linker.of([one], base()) for one in held]
    known = [look_up([one]) for one in read]
    found = [one.mentions(names, PageContext()) for one, names in zip(read, known, strict=True)]

    def link(run: int) -> None:
        linkable = mentions.PageText(Linker.of([held[run]], base()), PageContext())
        linkable.text.html(linkable.text.mentions(look_up([linkable.text]), linkable.subject))

    # What is kept here for the runs to come is no part of a page, and not to be gone through by
    # the garbage collector in its time.
    gc.collect()
    gc.freeze()
    for figure in (
        median(lambda run: render_block_with_placeholders(sources[run])),
        median(lambda run: Linker.of([held[run]], base())),
        median(lambda run: look_up([read[run]])),
        median(lambda run: read[run].html(read[run].mentions(known[run], PageContext()))),
        median(link),
        save(),
        statistics.median(map(len, found)),
        statistics.median(len(one.hashes) for one in read),
    ):
        print(figure)


def save() -> float:
    """Return the milliseconds of saving an entry whose name a thousand others mention."""
    from glossary.models import Category, Term

    category = Category.objects.get()
    fields = {"category": category, "definition": "A sentence.", "status": "published"}
    others = [
        Term.objects.create(name=f"Other {n}", in_depth="Speaks of quantum zebras.", **fields)
        for n in range(MENTIONING)
    ]
    start = time.perf_counter()
    zebra = Term.objects.create(name="Quantum zebra", **fields)
    elapsed = 1_000 * (time.perf_counter() - start)
    assert others[-1].mentions.filter(target=zebra).exists()
    return elapsed


def main() -> None:
    """Print a table for each database."""
    columns: dict[str, list[list[float]]] = {}
    for database in filled(SIZES, "tests.benchmarks.linking"):
        figures = database.figures("tests.benchmarks.linking", f"measure({database.size})")
        columns.setdefault(database.vendor, []).append([figure for (figure,) in figures])
    for vendor, own in columns.items():
        title = f"Linking 10 kB, {vendor}, median ms"
        print(f"{title:40}" + "".join(f"{size:>10,} entries" for size in SIZES))
        for name, *row in zip((*TIMES, *COUNTS), *own, strict=True):
            unit = "ms" if name in TIMES else "  "
            print(f"  {name:38}" + "".join(f"{figure:15.1f} {unit}" for figure in row))
    print()


if __name__ == "__main__":
    main()
