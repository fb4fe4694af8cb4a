"""Store: what editors wrote, and the tables derived from it. Imports ``text`` and ``conf`` only."""

from glossary.models.category import Category
from glossary.models.derived import (
    Edition,
    Mention,
    Name,
    Spelling,
    StaleMentions,
    StaleTerm,
    Unnamed,
    Within,
)
from glossary.models.parts import (
    Alias,
    Application,
    LinkVeto,
    NameVeto,
    Relation,
    Source,
)
from glossary.models.redirect import FormerSlug
from glossary.models.search_log import Asked, NotWanted
from glossary.models.site import NavigationLink, Page
from glossary.models.tag import Tag, TermTag
from glossary.models.term import LetterCase, Level, Status, Term

__all__ = [
    "Alias",
    "Application",
    "Asked",
    "Category",
    "Edition",
    "FormerSlug",
    "LetterCase",
    "Level",
    "LinkVeto",
    "Mention",
    "Name",
    "NameVeto",
    "NavigationLink",
    "NotWanted",
    "Page",
    "Relation",
    "Source",
    "Spelling",
    "StaleMentions",
    "StaleTerm",
    "Status",
    "Tag",
    "Term",
    "TermTag",
    "Unnamed",
    "Within",
]
