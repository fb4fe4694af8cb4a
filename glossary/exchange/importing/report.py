"""A plan in words, for the terminal."""

import re
from collections.abc import Iterator
from typing import Any

from glossary.exchange.fixture.schema import IDENTITY, RELATIONS, SITE, label
from glossary.exchange.importing.plan import Change, Difference, Plan
from glossary.exchange.importing.rows import cut
from glossary.models import LinkExclusion, NameExclusion, Redirect, Term, TermTag

# Room for a row's name, a slug of 200 characters and the one proposed instead.
_LINE = 600
_MAX_PROBLEMS = 100
# A file from someone else could otherwise steer the terminal.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_KINDS = {
    label(TermTag): "tag",
    label(Redirect): "redirect",
    label(NameExclusion): "form not to link",
    label(LinkExclusion): "excluded link",
}
_IDENTITY = {label(model): names for model, names in IDENTITY.items()} | {
    label(model): (value, "target") for model, value in RELATIONS.items()
}


def report(plan: Plan) -> Iterator[str]:
    """Yield the lines that say what ``plan`` would do."""
    for line in _lines(plan):
        yield printable(line)


def printable(line: str) -> str:
    """Return ``line`` cut to a bearable length, without characters that a terminal obeys."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", cut(line, _LINE))


def summary(plan: Plan) -> str:
    """Return the counts of ``plan`` on one line."""
    entries, others = [0, 0, 0], [0, 0, 0]
    for change in plan.changes:
        (entries if change.model is Term else others)[0 if change.is_new else 1] += 1
    entries[2], others[2] = plan.unchanged[Term], sum(plan.unchanged[m] for m in SITE)
    words = "{} new, {} changed, {} unchanged"
    return (
        f"Entries: {words.format(*entries)}. Categories, tags, pages, links: "
        f"{words.format(*others)}. Wrong: {len(plan.problems)}."
    )


def _lines(plan: Plan) -> Iterator[str]:
    for change in plan.changes:
        yield _heading(change)
        for difference in change.differences:
            yield from (f"{'':10}{line}" for line in _difference(difference))
    for note in plan.notes:
        yield f"note      {note.where} {note.what}"
    for problem in plan.problems[:_MAX_PROBLEMS]:
        yield f"wrong     {problem.where}: {problem.what}"
    if len(plan.problems) > _MAX_PROBLEMS:
        yield f"wrong     … and {len(plan.problems) - _MAX_PROBLEMS} more."
    yield summary(plan)


def _heading(change: Change) -> str:
    state = "new" if change.is_new else "changed"
    return f"{state:9} {change.model._meta.verbose_name} {' '.join(change.key)}"


def _difference(difference: Difference) -> Iterator[str]:
    name, old, new = difference
    identity = _IDENTITY.get(name)
    if identity is None:
        yield f"{name}: {_short(old)} → {_short(new)}"
        return
    kind = _KINDS.get(name, name.removeprefix("glossary."))
    before = {_name(identity, row): row for row in old}
    after = {_name(identity, row): row for row in new}
    yield from (f"{kind} - {part}" for part in before if part not in after)
    yield from (f"{kind} + {part}" for part in after if part not in before)
    for part, row in after.items():
        if (was := before.get(part)) is not None and was != row:
            fields = (f"{key} {_short(was[key])} → {_short(row[key])}" for key in row)
            changed = [text for key, text in zip(row, fields, strict=True) if was[key] != row[key]]
            yield f"{kind} {part}: {', '.join(changed)}"
    if list(before) != list(after) and sorted(before) == sorted(after):
        yield f"{kind}: in another order"


def _name(identity: tuple[str, ...], row: dict[str, Any]) -> str:
    return " ".join(_short(row[name]) for name in identity if row[name])


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return cut(" ".join(str("" if value is None else value).split()) or "(empty)")
