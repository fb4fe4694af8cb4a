"""What the page of an entry tells programs that read its head: its other forms, and how it looks
where its address is shared. Costs no query."""

from typing import Any, NamedTuple

from django.contrib.staticfiles import finders
from django.urls import reverse

from glossary import conf
from glossary.images.fonts import can_shape
from glossary.images.og_image import SIZE, EntryImage
from glossary.models import Term
from glossary.public.json_ld import breadcrumbs, defined_term, graph
from glossary.public.term_page.data import RelatedRows
from glossary.text.markdown import render_inline
from glossary.text.plain import plain, printable


class Head(NamedTuple):
    """The addresses of an entry's other forms in full, and its definition as plain text."""

    description: str
    json: str
    markdown: str
    picture: str
    picture_size: tuple[int, int]
    json_ld: dict[str, Any]


def head_of(term: Term, related: RelatedRows, description: str) -> Head:
    """Return the head of the page of ``term``; ``description`` is its definition as plain text."""
    picture = f"{_address('picture', term)}?v={picture_of(term, description).version}"
    return Head(
        description=description,
        json=_address("json", term),
        markdown=_address("markdown", term),
        picture=picture,
        picture_size=SIZE,
        json_ld=graph(
            defined_term(term, description, [alias.text for alias in related.aliases], picture),
            breadcrumbs(
                (conf.get("NAME"), reverse("glossary:index")),
                (term.category.name, term.category.get_absolute_url()),
                (term.name, term.get_absolute_url()),
            ),
        ),
    )


def _address(form: str, term: Term) -> str:
    return conf.absolute_url(reverse(f"glossary:term_{form}", args=[term.slug]))


def description_of(term: Term) -> str:
    """Return the definition of ``term`` in plain words."""
    return plain(render_inline(term.definition))


def _fonts() -> tuple[str, ...]:
    """Return the site's own typeface, then those that the settings name."""
    own = finders.find("glossary/fonts/newsreader-latin-wght-normal.woff2")
    others = conf.get("PICTURE_FONTS").split(",") if can_shape() else []
    return tuple(name for name in (own, *others) if isinstance(name, str) and name)


def picture_of(term: Term, description: str) -> EntryImage:
    """Return the picture that stands for ``term``, defined by ``description`` in plain words."""
    return EntryImage(
        site=printable(conf.get("NAME")),
        category=printable(term.category.name),
        name=printable(term.name),
        definition=description,
        level=str(term.get_level_display()),
        rank=term.level_rank,
        fonts=_fonts(),
    )
