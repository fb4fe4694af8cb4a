"""Store: what editors wrote, and the tables derived from it. Imports ``text`` and ``conf`` only."""

from glossary.models.category import Category
from glossary.models.derived import Edition, Name, StaleTerm
from glossary.models.former_slug import FormerSlug
from glossary.models.navigation import NavigationLink, Page
from glossary.models.parts import Alias, Application, Relation, Source
from glossary.models.tagging import Tag, TermTag
from glossary.models.term import Level, Status, Term

__all__ = [
    "Alias",
    "Application",
    "Category",
    "Edition",
    "FormerSlug",
    "Level",
    "Name",
    "NavigationLink",
    "Page",
    "Relation",
    "Source",
    "StaleTerm",
    "Status",
    "Tag",
    "Term",
    "TermTag",
]
