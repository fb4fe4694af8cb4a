"""One entry as a Markdown document: front matter (YAML), then all that its page says. References
to other entries in the text are plain words; the entries it is tied to are links."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from glossary.conf import absolute_url
from glossary.models import Source, Term
from glossary.models.term import TEXT_FIELDS
from glossary.public.term_page.data import RelatedRows
from glossary.records.serialize import time_text
from glossary.text.portable import escaped, portable_block, portable_inline


def markdown_of(term: Term, related: RelatedRows, replacement: Term | None) -> str:
    """Return ``term`` as Markdown; ``replacement`` is the entry to read instead, if there is."""
    front = "\n".join(f"{name}: {value}" for name, value in _front(term, related, replacement))
    return f"---\n{front}\n---\n\n" + "\n\n".join(_body(term, related, replacement)) + "\n"


def _front(term: Term, related: RelatedRows, replacement: Term | None) -> Iterator[tuple[str, str]]:
    yield "name", _yaml(term.name)
    yield "url", _yaml(_url(term))
    yield "category", _yaml(term.category.name)
    yield "level", _yaml(term.level)
    yield "status", _yaml(term.status)
    if replacement:
        yield "replaced_by", _yaml(_url(replacement))
    yield "aliases", _yaml([alias.text for alias in related.aliases])
    yield "tags", _yaml([tag.name for tag in related.tags])
    yield "updated", _yaml(time_text(term.updated))


def _yaml(value: str | list[str]) -> str:
    """Every JSON value is one of YAML."""
    return json.dumps(value, ensure_ascii=False)


def _url(term: Term) -> str:
    return absolute_url(term.get_absolute_url())


def _link(term: Term) -> str:
    return f"[{escaped(term.name)}]({_url(term)})"


def _body(term: Term, related: RelatedRows, replacement: Term | None) -> Iterator[str]:
    site = settings.SITE_URL
    yield f"# {escaped(term.name)}"
    if replacement:
        yield f"{_('This entry is deprecated.')} {_('Read instead:')} {_link(replacement)}"
    yield from _texts(term, site)
    if related.applications:
        yield f"## {_('Real-world applications')}"
        yield "\n".join(
            f"- **{escaped(use.title)}**: {portable_inline(use.description, site)}"
            for use in related.applications
        )
    for group in related.relations:
        yield f"## {group.heading}"
        yield "\n".join(f"- {_link(other)}" for other in group.terms)
    if related.sources:
        yield f"## {_('Sources')}"
        yield "\n".join(f"- {_source(source)}" for source in related.sources)


def _texts(term: Term, site: str) -> Iterator[str]:
    """Yield each text under the label of its field; the definition without one."""
    for field in TEXT_FIELDS:
        if not (text := getattr(term, field.name)):
            continue
        if field.name != "definition":
            model_field: Any = Term._meta.get_field(field.name)
            yield f"## {capfirst(model_field.verbose_name)}"
        yield portable_block(text, site) if field.is_block else portable_inline(text, site)


def _source(source: Source) -> str:
    shown = escaped(source.title)
    if source.url:
        # A bracket in an address would end the link.
        shown = f"[{shown}](<{source.url.replace('<', '%3C').replace('>', '%3E')}>)"
    year = str(source.year or "")
    return ", ".join(part for part in (escaped(source.author), shown, year) if part)
