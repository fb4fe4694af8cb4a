"""What is wrong with how entries are tied. The form refuses circles; files can still bring them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.editorial.ordering import circles
from glossary.models import Mention, Relation, Term

#: How many of each kind are told: who has more mends these first.
MOST = 50


@dataclass(frozen=True)
class Finding:
    """Circles of one kind: in each, every entry leads to the next and the last to the first."""

    heading: str | Promise
    advice: str | Promise
    circles: list[list[Term]]


_KINDS: dict[str, tuple[str | Promise, str | Promise]] = {
    Relation.Kind.PREREQUISITE: (
        _("Entries that wait for one another"),
        _("Each asks to read the next one first. Readers begin with the easiest of them."),
    ),
    Relation.Kind.BROADER: (
        _("Entries broader than themselves"),
        _("Of each, the next is stated to be the broader one."),
    ),
    "replacement": (
        _("Entries that replace one another"),
        _("Readers of each are sent on to the next."),
    ),
    "definition": (
        _("Definitions that need each other"),
        _("Each definition speaks of the other entry. That may be well; a reader who knows neither "
          "learns nothing from it."),
    ),
}  # fmt: skip


def findings() -> list[Finding]:
    """Return what there is of each kind, the worst first; four queries."""
    ties: dict[str, dict[int, list[int]]] = {kind: defaultdict(list) for kind in _KINDS}
    stated = Relation.objects.filter(kind__in=Relation.ACYCLIC)
    for kind, one, other in stated.values_list("kind", "term", "target").iterator():
        ties[kind][one].append(other)
    for one, other in _replacements():
        ties["replacement"][one].append(other)
    found = {kind: circles(needs, MOST) for kind, needs in ties.items()}
    found["definition"] = [list(pair) for pair in _mutual_definitions()]
    terms = Term.objects.only("name", "slug", "sort_key").in_bulk(
        {pk for rings in found.values() for ring in rings for pk in ring}
    )
    return [
        Finding(*_KINDS[kind], [[terms[pk] for pk in ring] for ring in rings])
        for kind, rings in found.items()
        if rings
    ]


def _replacements() -> Iterable[tuple[int, int]]:
    replaced = Term.objects.order_by().exclude(replaced_by=None)
    return replaced.values_list("pk", "replaced_by")


def _mutual_definitions() -> Iterable[tuple[int, int]]:
    """Return pairs of entries whose definitions link to one another, as the ledger has them: a text
    that a new name changed counts once it is read anew."""
    field = "definition"
    pairs = Mention.objects.filter(
        field=field,
        linked=True,
        source__lt=F("target"),
        target__mentions__field=field,
        target__mentions__linked=True,
        target__mentions__target=F("source"),
    )
    return pairs.order_by("source", "target").values_list("source", "target").distinct()[:MOST]
