"""A small glossary on which every public page has something to show, and every kind of it."""

from hashlib import sha256

from glossary.models import Alias, NavigationLink, Page, Relation, Status, Term
from tests.factories import make_category, make_relation, make_source, make_term

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
WIDE = "| " + " | ".join(f"Column{number}" for number in range(16)) + " |"
IN_DEPTH = f"""{WORD} and `{WORD.lower()}` in *one* **sentence**, with [a link](https://e.org/).

### A heading

- First
- Second

| a | b |
|:--|--:|
| 1 | 2 |

{WIDE}
{"|--" * 16}|
{WIDE}

```python
def reach(the: str, right: str, edge: str) -> str: return "{"and go on " * 12}"
```

> Quoted.

A note[^1].

[^1]: At the foot.
"""
ADDRESSES = {
    "index": "/glossary/",
    "filtered index": "/glossary/?level=beginner&category=foundations&tag=models&letter=G",
    "index without a match": "/glossary/?letter=Q",
    "entry": "/glossary/generative-ai/",
    "deprecated entry": "/glossary/strong-ai/",
    "long words": "/glossary/long/",
    "bare entry": "/glossary/bare/",
    "search": "/search/?q=generative",
    "search without a hit": "/search/?q=zzzz",
    "search, nothing asked": "/search/",
    "not found, with the nearest": "/glossary/generativ-a/",
    "not found": "/nowhere/at/all/",
    "contact": "/contact/",
    "status": "/status/",
    "categories": "/categories/",
    "category": "/categories/foundations/",
    "tags": "/tags/",
    "tag": "/tags/models/",
    "applications": "/applications/",
    "applications without a match": "/applications/?q=zzzz",
    "map": "/map/",
    "map of a category": "/map/?category=foundations",
    "comparison": "/compare/after-distinct/generative-ai/",
    "about": "/about/",
}


def make_book() -> Term:
    """Fill the site at ``ADDRESSES``; return "Generative AI", the entry that has every part."""
    category = make_category(
        name="Foundations", slug="foundations", description="What *all* else stands on."
    )
    # Words that compress worse than a language does, about as many as an entry has.
    words = " ".join(sha256(str(number).encode()).hexdigest()[:6] for number in range(330))
    term = make_term(
        "Generative AI",
        category=category,
        aliases=("Gen AI", "Generative artificial intelligence"),
        applications=("Drafting", "Pictures", "Molecules"),
        tags=("models", "creativity"),
        definition="Models that make *new* text, pictures, sound or code.",
        in_depth=f"{IN_DEPTH}\n{words}",
    )
    Alias.objects.create(term=term, text="Genrative AI", kind="misspelling")
    for kind in Relation.Kind:
        make_relation(term, make_term(f"After {kind}"), kind)
        make_relation(make_term(f"Before {kind}"), term, kind)
    make_source(term, "Deep Learning", author="Goodfellow et al.", year=2016, url="https://e.org/")
    make_source(term, "A book without an address")
    make_term("Strong AI", status=Status.DEPRECATED, replaced_by=term)
    make_term(WORD, slug="long", definition=WORD, aliases=(f"{WORD}en",), applications=(WORD,))
    make_term("Bare", in_depth="", key_takeaway="", level="advanced")
    Page.objects.create(title="About us", slug="about", body=IN_DEPTH)
    Page.objects.create(title="Contact", slug="contact", body="Write to us.")
    links = {"Glossary": "/glossary/", "Contact": "/contact/", "Enter the hub": "https://e.org/"}
    for place in NavigationLink.Placement:
        for label, url in links.items():
            is_prominent = label == "Enter the hub"
            NavigationLink.objects.create(
                label=label, url=url, placement=place, is_prominent=is_prominent
            )
    return term
