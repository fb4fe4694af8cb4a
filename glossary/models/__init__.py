"""What editors write, and the tables derived from it."""

from glossary.models.alias import Alias
from glossary.models.application import Application
from glossary.models.category import Category
from glossary.models.edition import Edition, PendingTerm
from glossary.models.exclusions import LinkExclusion, NameExclusion
from glossary.models.mention import Mention, PendingMentions
from glossary.models.name import Name, NameSuffix
from glossary.models.redirect import Redirect
from glossary.models.relation import Relation
from glossary.models.search_index import Spelling
from glossary.models.search_log import PhraseCandidate, RejectedTerm, SearchLogEntry
from glossary.models.site import NavigationLink, Page
from glossary.models.source import Source
from glossary.models.tag import Tag, TermTag
from glossary.models.term import LetterCase, Level, Status, Term

__all__ = [
    "Alias",
    "Application",
    "Category",
    "Edition",
    "LetterCase",
    "Level",
    "LinkExclusion",
    "Mention",
    "Name",
    "NameExclusion",
    "NameSuffix",
    "NavigationLink",
    "Page",
    "PendingMentions",
    "PendingTerm",
    "PhraseCandidate",
    "Redirect",
    "RejectedTerm",
    "Relation",
    "SearchLogEntry",
    "Source",
    "Spelling",
    "Status",
    "Tag",
    "Term",
    "TermTag",
]
