"""The names of an entry in its link report: whether mentions of them are linked, why not, and
how to change that."""

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
    off = gettext("turned off: it is not a name of the entry")
    lines += [NameLine(text, kind, False, False, off, text) for text in excluded_forms_of(term)]
    return lines


def _line(row: Name, autolink: bool) -> NameLine:
    kind = gettext("form") if row.is_generated else row.get_kind_display()
    why = ""
    switch = row.text
    if row.kind == Name.Kind.HIDDEN:
        why, switch = gettext("misspellings never link"), ""
    elif not autolink:
        why = gettext("its base name is turned off")
        switch = "" if row.is_generated else row.text
        if switch:
            why = gettext("turned off")
    elif not row.links:
        why = gettext("too short or too common; choose “exact” to link it")
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


def names_by_words(term: Term, words: str) -> list[str]:
    """Return the names of ``term`` that ``words`` in a text mention."""
    rows = term.names.filter(links=True, link_key=link_key(words)[:200]).order_by("kind", "pk")
    return list(rows.values_list("text", flat=True))
