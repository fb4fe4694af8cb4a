import pytest

from glossary.search_log.privacy import is_private


@pytest.mark.parametrize(
    "text",
    [
        "jane.doe@example.org",
        "jane.doe＠example.org",
        "write to jane @ example.org please",
        "jane%40example.org",
        "https://example.org/?user=7",
        "www.example.org",
        "example.com",
        "example.net/jane",
        "+49 170 1234567",
        "(030) 123 45 67",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "1985-03-12",
        "192.168.178.21",
        "٠١٢٣٤٥٦٧٨٩",
        "550e8400-e29b-41d4-a716-446655440000",
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
        "dGhpcyBpcyBhIHNlY3JldCBrZXk",
        "AKIAIOSFODNN7EXAMPLE",
        "a " * 9,
        "x" * 81,
    ],
)
def test_what_may_tell_of_a_person_is_private(text: str) -> None:
    assert is_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quantum foo",
        "GPT-4",
        "C++",
        ".NET",
        "node.js",
        "@property",
        "ISO 27001",
        "RFC 2616",
        "AbstractSingletonProxyFactoryBean",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "retrieval-augmented-generation",
        "SHA-256 / SHA-512",
        "机器学习与深度学习的区别是什么",
        "what is the difference between bias and variance",
    ],
)
def test_a_question_is_not(text: str) -> None:
    assert not is_private(text)
