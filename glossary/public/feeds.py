"""The Atom feed of entries lately published or changed (RFC 4287)."""

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from glossary import conf
from glossary.models import Category, Term
from glossary.text.markdown import render_inline
from glossary.text.plain import plain


class LatestFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return str(conf.get("NAME"))

    def subtitle(self) -> str:
        return _("Entries lately published or changed")

    def link(self) -> str:
        return f"{settings.SITE_URL}{reverse('glossary:index')}"

    def feed_url(self) -> str:
        return f"{settings.SITE_URL}{reverse('glossary:feed')}"

    def items(self) -> QuerySet[Term]:
        terms: QuerySet[Term] = Term.objects.current().select_related("category")
        return terms.order_by("-updated", "slug")[: conf.get("FEED_SIZE")]

    def item_title(self, item: Term) -> str:
        return item.name

    def item_description(self, item: Term) -> str:
        return plain(render_inline(item.definition))

    def item_link(self, item: Term) -> str:
        return f"{settings.SITE_URL}{item.get_absolute_url()}"

    def item_guid(self, item: Term) -> str:
        # A tag: URI (RFC 4151): the same entry, whatever its address becomes.
        host = settings.SITE_URL.split("://")[1].split(":")[0]
        return f"tag:{host},{item.created:%Y-%m-%d}:term/{item.pk}"

    def item_pubdate(self, item: Term) -> datetime:
        return item.first_published or item.created

    def item_updateddate(self, item: Term) -> datetime:
        return item.updated

    def item_categories(self, item: Term) -> list[str]:
        category: Category = item.category
        return [category.name]
