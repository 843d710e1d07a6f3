from __future__ import annotations

import pytest

from retrieval.catalogue.authors import normalised_name, same_author, spellings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kaiming He", "kaiming he"),
        ("He, Kaiming", "kaiming he"),
        ("Robert Smith, Jr.", "robert smith"),
        ("Martin Luther King III", "martin luther king"),
        ("Søren Ørsted", "soren orsted"),
        ("Jürgen  Schmidhuber", "jurgen schmidhuber"),
        ("Jean-Luc O'Brien", "jean luc obrien"),
        ("J.-L. Starck", "j l starck"),
        ("何恺明", "何恺明"),
        ("  ", ""),
        ("III", "iii"),
    ],
)
def test_names_are_compared_without_case_accents_and_points(name: str, expected: str) -> None:
    assert normalised_name(name) == expected


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Kaiming He", "Kaiming He"),
        ("K. He", "Kaiming He"),
        ("Kaiming He", "K. He"),
        ("He", "Kaiming He"),
        ("Geoffrey Hinton", "Geoffrey E. Hinton"),
        ("Geoffrey E. Hinton", "Geoffrey Everest Hinton"),
        ("Mingyu Liu", "Ming-Yu Liu"),
        ("Ming-Yu Liu", "M. Liu"),
        ("van der Maaten", "Laurens van der Maaten"),
        ("何恺明", "何恺明"),
    ],
)
def test_a_fuller_or_a_shorter_form_of_a_name_fits(asked: str, printed: str) -> None:
    assert same_author(normalised_name(asked), normalised_name(printed))


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Kaiming He", "Kaiwen He"),
        ("J. He", "Kaiming He"),
        ("Geoffrey A. Hinton", "Geoffrey E. Hinton"),
        ("Kaiming He", "He"),
        ("aiming He", "Kaiming He"),
        ("Kaiming", "Kaiming He"),
        ("", "Kaiming He"),
        ("He", ""),
    ],
)
def test_other_people_do_not_fit(asked: str, printed: str) -> None:
    assert not same_author(normalised_name(asked), normalised_name(printed))


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("He Kaiming", "Kaiming He"),
        ("Fei-Fei Li", "Li Fei-Fei"),
        ("Juergen Schmidhuber", "Jürgen Schmidhuber"),
    ],
)
def test_other_spellings_of_a_name_fit_too(asked: str, printed: str) -> None:
    asked, printed = normalised_name(asked), normalised_name(printed)
    assert not same_author(asked, printed)
    assert any(same_author(form, printed) for form in spellings(asked))


def test_initials_are_not_turned_round() -> None:
    assert spellings("k he") == ["k he"]
