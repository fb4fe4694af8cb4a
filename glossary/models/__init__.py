"""What editors write, and the tables derived from it. Imports ``text`` and ``conf`` only."""

from glossary.models.alias import Alias
from glossary.models.application import Application
from glossary.models.category import Category
from glossary.models.edition import Edition, StaleTerm
from glossary.models.exclusions import LinkVeto, NameVeto
from glossary.models.mention import Mention, StaleMentions
from glossary.models.name import Name, Within
from glossary.models.redirect import FormerSlug
from glossary.models.relation import Relation
from glossary.models.search_index import Spelling
from glossary.models.search_log import Asked, NotWanted, Unnamed
from glossary.models.site import NavigationLink, Page
from glossary.models.source import Source
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
