"""Relations of a file against those here: added, removed, and circles where there must be none."""

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from glossary.exchange.authored import label
from glossary.exchange.plan import Change, Difference, Plan, chunks
from glossary.exchange.reader import Problem, Tie
from glossary.models import Relation, Term

#: How many circles are worth saying in one report.
_MAX_CIRCLES = 20


def compare_ties(plan: Plan) -> None:
    """Add to ``plan`` the relations that entries of the file gain and lose. Those to entries that
    are not in the file are never removed."""
    given = plan.contents.ties.keys()
    known = _known_ties(plan)
    plan.ties_added = given - known
    entries = plan.contents.entries
    plan.ties_removed = {tie for tie in known - given if tie[2] in entries}
    _note_in_entries(plan)
    _refuse_circles(plan)


def _known_ties(plan: Plan) -> set[Tie]:
    """The relations of the file's entries here, with the slugs of the file."""
    new_slugs = {
        difference.old: difference.new
        for change in plan.changes_of(Term)
        for difference in change.differences
        if difference.name == "slug"
    }
    found: set[Tie] = set()
    for slugs in chunks([*plan.contents.entries, *new_slugs]):
        rows = Relation.objects.filter(term__slug__in=slugs).order_by()
        for source, kind, target in rows.values_list("term__slug", "kind", "target__slug"):
            found.add((new_slugs.get(source, source), kind, new_slugs.get(target, target)))
    return found


def _note_in_entries(plan: Plan) -> None:
    """Show the relations of an entry that is not new among its differences."""
    gains, losses = defaultdict(list), defaultdict(list)
    for source, kind, target in sorted(plan.ties_added):
        gains[source].append({"kind": kind, "target": target})
    for source, kind, target in sorted(plan.ties_removed):
        losses[source].append({"kind": kind, "target": target})
    changed = {change.key[0]: change for change in plan.changes_of(Term)}
    slugs = sorted((gains.keys() | losses.keys()) - plan.contents.wrong)
    for chunk in chunks([slug for slug in slugs if slug not in changed]):
        for slug, pk in Term.objects.filter(slug__in=chunk).values_list("slug", "pk"):
            changed[slug] = Change(Term, (slug,), pk)
            plan.changes.append(changed[slug])
            plan.unchanged_entries -= 1
    for slug in slugs:
        if not changed[slug].is_new:
            changed[slug].differences.append(Difference(label(Relation), losses[slug], gains[slug]))


def _refuse_circles(plan: Plan) -> None:
    """Look for circles among what will be, if the file adds anything that could close one."""
    for kind in sorted({tie[1] for tie in plan.ties_added} & Relation.ACYCLIC):
        rows = Relation.objects.filter(kind=kind).order_by()
        ties = {
            (source, kind, target)
            for source, target in rows.values_list("term__slug", "target__slug").iterator()
        }
        ties -= plan.ties_removed
        ties |= {tie for tie in plan.ties_added if tie[1] == kind}
        steps: dict[str, set[str]] = defaultdict(set)
        for source, _kind, target in sorted(ties):
            steps[source].add(target)
        for _count in range(_MAX_CIRCLES):
            circle = _circle(steps)
            if circle is None:
                break
            pairs = list(pairwise(circle))
            ours = [pair for pair in pairs if (pair[0], kind, pair[1]) in plan.ties_added]
            if ours:
                where = plan.contents.ties[ours[0][0], kind, ours[0][1]]
                way = " → ".join(f"“{slug}”" for slug in circle)
                plan.problems.append(Problem(where, f"closes a circle: {way}."))
            source, target = (ours or pairs)[0]
            steps[source].discard(target)


def _circle(steps: dict[str, set[str]]) -> list[str] | None:
    """Return the slugs along one circle, the first repeated at the end."""
    try:
        TopologicalSorter(steps).prepare()
    except CycleError as error:
        # graphlib goes from what is needed to what needs it.
        circle: list[str] = list(reversed(error.args[1]))
        return circle
    return None
