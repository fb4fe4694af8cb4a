"""The names of an entry as the ledger shows them: which lead to it by themselves, which do not and
why, and the switch of each."""

from dataclasses import dataclass

from django.utils.translation import gettext

from glossary.admin.term.excluded_forms import excluded_forms_of
from glossary.indexing.names import forms_of, names_of
from glossary.linking.link_keys import link_key
from glossary.models import Alias, Name, NameExclusion, Term


@dataclass(frozen=True)
class NameLine:
    """A name: whether texts that write it lead to the entry, else ``why`` not, and what its button
    posts; nothing where another switch decides."""

    text: str
    kind: str
    links: bool
    exact: bool
    why: str
    switch: str


def name_lines(term: Term) -> list[NameLine]:
    """Return a line for each name of a stored ``term``, each followed by its forms; last, the forms
    switched off."""
    rows = {row.text: row for row in names_of(term)}
    written = {term.name: term.autolink, **{a.text: a.autolink for a in term.aliases.all()}}
    lines, shown = [], set[str]()
    for text, autolink in written.items():
        for name in [text, *forms_of(text)]:
            if name in rows and name not in shown and (name == text or name not in written):
                shown.add(name)
                lines.append(_line(rows[name], autolink))
    kind = gettext("form")
    off = gettext("switched off: it is no name at all")
    lines += [NameLine(text, kind, False, False, off, text) for text in excluded_forms_of(term)]
    return lines


def _line(row: Name, autolink: bool) -> NameLine:
    kind = gettext("form") if row.is_generated else row.get_kind_display()
    why = ""
    switch = row.text
    if row.kind == Name.Kind.HIDDEN:
        why, switch = gettext("a misspelling never links"), ""
    elif not autolink:
        why = gettext("the name it is a form of is switched off")
        switch = "" if row.is_generated else row.text
        if switch:
            why = gettext("switched off")
    elif not row.links:
        why = gettext("too short or too common a word; choose exact case to link it")
        switch = ""
    return NameLine(row.text, str(kind), row.links, row.exact, why, switch)


def switch(term: Term, text: str, *, on: bool) -> bool:
    """Let the name ``text`` of a stored ``term`` link, or no longer; return whether it is one that
    has a switch and was not so before. A headword or alias stays a name; a form does not."""
    if text == term.name:
        changed = term.autolink is not on
        term.autolink = on
        return changed
    alias: Alias | None = term.aliases.filter(text=text).first()
    if alias is not None:
        changed = alias.autolink is not on
        alias.autolink = on
        alias.save()
        return changed
    exclusions = NameExclusion.objects.filter(term=term, text=text)
    if on:
        return bool(exclusions.delete()[0])
    if exclusions.exists() or not term.names.filter(text=text).exists():
        return False
    NameExclusion.objects.create(term=term, text=text)
    return True


def written_as(term: Term, words: str) -> list[str]:
    """Return the names of ``term`` that a text means when it writes ``words``."""
    rows = term.names.filter(links=True, link_key=link_key(words)[:200]).order_by("kind", "pk")
    return list(rows.values_list("text", flat=True))
