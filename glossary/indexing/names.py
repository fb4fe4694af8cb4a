"""Every way an entry may be written: headword, aliases, and the forms generated from them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from glossary.linking.link_keys import is_exact, link_key, name_hash, prefix_hash
from glossary.models import Alias, LetterCase, Name, Term
from glossary.text.inflection import forms
from glossary.text.normalize import initial, name_key, slugify_name, sort_key
from glossary.text.stopwords import STOPWORDS
from glossary.text.tokens import tokenize

_FORMS = {Name.Kind.HEADWORD: Name.Kind.FORM, Name.Kind.ALIAS: Name.Kind.ALIAS_FORM}


@dataclass(frozen=True)
class _Written:
    """A name as editors wrote it, with what they said of linking it."""

    text: str
    kind: Name.Kind
    sort_key: str
    autolink: bool
    case: str

    @property
    def exact(self) -> bool:
        return self.case == LetterCase.EXACT or (
            self.case == LetterCase.AUTO and is_exact(self.text)
        )


def names_of(term: Term) -> list[Name]:
    """Return the unsaved ``Name`` rows of an entry: what editors wrote, and each form generated
    from it once, without those they switched off. Reads ``aliases`` and ``name_exclusions``."""
    return names_from(
        term, term.aliases.all(), [exclusion.text for exclusion in term.name_exclusions.all()]
    )


def names_from(term: Term, aliases: Iterable[Alias], off: Iterable[str]) -> list[Name]:
    """Return the unsaved ``Name`` rows that ``term``, stored or not, would have with ``aliases``
    and without the forms that are ``off``."""
    written = list(_written(term, aliases))
    rows = [_row(term, name, name.text, name.kind) for name in written]
    taken = {row.text for row in rows} | set(off)
    for name, form in _generated(written):
        if form not in taken:
            taken.add(form)
            rows.append(_row(term, name, form, _FORMS[name.kind]))
    return rows


def generated_forms(term: Term) -> list[str]:
    """Return the forms that ``term`` has or would have without exclusions, in order, each once."""
    written = list(_written(term, term.aliases.all()))
    own = {name.text for name in written}
    return list(dict.fromkeys(form for _, form in _generated(written) if form not in own))


def _written(term: Term, aliases: Iterable[Alias]) -> Iterator[_Written]:
    yield _Written(term.name, Name.Kind.HEADWORD, term.sort_key, term.autolink, term.exact_case)
    for alias in aliases:
        hidden = alias.kind == Alias.Kind.MISSPELLING
        yield _Written(
            alias.text,
            Name.Kind.HIDDEN if hidden else Name.Kind.ALIAS,
            sort_key(alias.text),
            alias.autolink and not hidden,
            alias.exact_case,
        )


def forms_of(name: str) -> list[str]:
    """Return the forms generated from one name. They are English: a site in another language has
    none."""
    return forms(name) if settings.LANGUAGE_CODE.startswith("en") else []


def _generated(written: list[_Written]) -> Iterator[tuple[_Written, str]]:
    for name in written:
        if name.kind in _FORMS:
            yield from ((name, form) for form in forms_of(name.text))


def _row(term: Term, name: _Written, text: str, kind: Name.Kind) -> Name:
    key = link_key(text)[:200]
    return Name(
        term=term,
        text=text,
        kind=kind,
        key=name_key(text)[:200],
        slug=slugify_name(text),
        sort_key=name.sort_key if kind == name.kind else sort_key(text),
        initial=initial(name.sort_key),
        listed=kind in _FORMS,
        # “The ones” leads nowhere where “the one” does not.
        links=name.autolink and _may_link(link_key(name.text), name) and _may_link(key, name),
        exact=name.exact,
        link_key=key,
        name_hash=name_hash(key),
        prefix_hash=prefix_hash(key),
        status=term.status,
        publish_at=term.publish_at,
        level=term.level,
        category_id=term.category_id,
    )


def _may_link(key: str, name: _Written) -> bool:
    """One letter or nothing but common words would lead from everywhere: only an editor who asked
    for exact case means it. A name without any word is never looked for."""
    tokens = tokenize(key)
    if name.case == LetterCase.EXACT or not tokens:
        return bool(tokens)
    return len(key) > 1 and (name.exact or not STOPWORDS.issuperset(tokens))
