"""What names would link before they go live."""

import pytest

from glossary.indexing.names import names_of
from glossary.linking.impact import new_links
from glossary.models import Alias, Mention, Status
from tests.factories import make_term

pytestmark = pytest.mark.usefixtures("db")


def test_a_draft_shows_what_it_would_link_and_writes_nothing() -> None:
    make_term("Zoo", definition="Zebras live here. A zebra!", in_depth="", key_takeaway="")
    make_term("Art", definition="It has [[nothing]]. A ZEBRA.", in_depth="", key_takeaway="")
    make_term("Code", definition="Only `zebra` in code.", in_depth="", key_takeaway="")
    draft = make_term("Zebra", status=Status.DRAFT)
    found = new_links(draft.names.all())
    assert [(link.source.name, link.sentence, link.start) for link in found.links] == [
        ("Art", "A ZEBRA.", 2),
        ("Zoo", "Zebras live here.", 0),
    ]
    assert (found.texts, found.read) == (3, 3)
    assert Mention.objects.count() == 0


def test_an_alias_not_yet_saved_is_foreseen_beside_the_names_there_are() -> None:
    target = make_term("Zebra")
    make_term("Zoo", definition="Stripes and a zebra.", in_depth="", key_takeaway="")
    Alias(term=target, text="Stripes")
    target.aliases.create(text="Stripes")
    rows = names_of(target)
    (link,) = new_links(row for row in rows if row.text == "Stripes").links
    assert link.text == "Stripes"
    assert new_links([]).links == []


def test_no_more_texts_are_read_than_asked() -> None:
    for number in range(4):
        make_term(f"Zoo {number}", definition="A zebra.")
    found = new_links(make_term("Zebra", status=Status.DRAFT).names.all(), limit=2)
    assert (len(found.links), found.texts, found.read) == (2, 4, 2)


@pytest.mark.parametrize("name", ["Zebra", "Striped zebra", "Striped zebra of the great plains"])
def test_names_of_any_length_are_foreseen_before_they_are_stored(name: str) -> None:
    make_term("Zoo", definition=f"Here lives a {name.lower()}, unseen.")
    target = make_term("Mammal")
    target.name = name
    (link,) = new_links(names_of(target)).links
    assert link.text == name.lower()
