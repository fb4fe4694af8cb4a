"""Plain factories: every field has a sensible value, overrides say what the test is about."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from glossary.models import (
    Alias,
    Application,
    Category,
    LinkExclusion,
    NameExclusion,
    Relation,
    Source,
    Status,
    Term,
)

_numbers = count(1)


def make_category(**overrides: Any) -> Category:
    number = next(_numbers)
    category: Category = Category.objects.create(
        **{"name": f"Category {number}", "slug": f"category-{number}", "order": number} | overrides
    )
    return category


def make_term(
    name: str | None = None,
    *,
    aliases: tuple[str, ...] = (),
    applications: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    **overrides: Any,
) -> Term:
    """Return a published term; ``aliases``, ``applications`` and ``tags`` are texts. One commit, so
    that it is indexed once."""
    name = name or f"Term {next(_numbers)}"
    fields = {
        "name": name,
        "definition": f"What {name} is.",
        "in_depth": f"More about {name}.",
        "key_takeaway": f"Remember {name}.",
        "status": Status.PUBLISHED,
    } | overrides
    with transaction.atomic():
        if "category" not in fields:
            fields["category"] = Category.objects.first() or make_category()
        term: Term = Term.objects.create(**fields)
        for text in aliases:
            Alias.objects.create(term=term, text=text)
        for position, title in enumerate(applications):
            Application.objects.create(
                term=term, title=title, description=f"{title} in use.", position=position
            )
        term.tags.add(*tags)
    return term


def make_relation(term: Term, target: Term, kind: str = Relation.Kind.RELATED) -> Relation:
    relation: Relation = Relation.objects.create(term=term, target=target, kind=kind)
    return relation


def make_link_exclusion(term: Term, target: Term, context: str = "") -> LinkExclusion:
    exclusion: LinkExclusion = LinkExclusion.objects.create(
        term=term, target=target, context=context
    )
    return exclusion


def make_name_exclusion(term: Term, text: str) -> NameExclusion:
    exclusion: NameExclusion = NameExclusion.objects.create(term=term, text=text)
    return exclusion


def make_source(term: Term, title: str = "A book", **overrides: Any) -> Source:
    source: Source = Source.objects.create(term=term, title=title, **overrides)
    return source


def make_user(*groups: str, **overrides: Any) -> User:
    """Return a staff user in ``groups``, such as ``"Writers"``."""
    number = next(_numbers)
    fields: dict[str, Any] = {"username": f"user{number}", "is_staff": True} | overrides
    user = User.objects.create_user(**fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
