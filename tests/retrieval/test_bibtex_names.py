from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person

from retrieval.bibtex_names import author, key_of_author


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("Kaiming He", "He, Kaiming"),
        ("Łukasz Kaiser", r"Kaiser, {\L}ukasz"),
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("Robert Downey Jr.", "Downey, Jr., Robert"),
        ("Downey, Jr.", "{Downey, Jr.}"),
        ("Smith, John", "Smith, John"),
        ("何恺明", "{何恺明}"),
        ("DeepSeek-AI", "{DeepSeek-AI}"),
        ("The ATLAS Collaboration", "{The ATLAS Collaboration}"),
        ("Smith and Jones", "{Smith and Jones}"),
        ("A, B, C", "{A, B, C}"),
        ("Jane Doe (MIT)", "{Jane Doe (MIT)}"),
        ("yoshua bengio", "bengio, yoshua"),
        ("Paul Erd\\H{o}s", r"Erd{\H{o}}s, Paul"),
        ("et al.", "others"),
        (" \x00 ?", ""),
    ],
)
def test_names_are_written_last_name_first(printed, written):
    assert author(printed) == written


@given(st.text(max_size=40))
def test_one_name_is_one_person_for_bibtex(name):
    written = author(name)
    if written:
        Person(written)
        assert " and " not in f" {written} ".replace(f"{{{written[1:-1]}}}", "")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Łukasz Kaiser", "kaiser"),
        ("Laurens van der Maaten", "maaten"),
        ("Smith, John", "smith"),
        ("Müller-Öttl Jr.", "ottl"),
        ("何恺明", ""),
        ("DeepSeek-AI", "ai"),
        ("", ""),
    ],
)
def test_a_key_has_the_last_name_in_ascii(name, key):
    assert key_of_author(name) == key
