from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.explaining.full_text import ROOM, FullText, TextSection, full_text_passages

WORDS = "The robot walks over dry sand without a fall in most of the trials we made."


def test_every_section_has_its_say_before_any_has_a_second():
    text = FullText(tuple(TextSection(f"{n} Part", (f"{n} {WORDS}",) * 50) for n in range(30)))
    found = full_text_passages(text, 5, room=3_000)
    assert [one.number for one in found] == list(range(5, 5 + len(found)))
    assert {one.section for one in found} == {f"{n} Part" for n in range(30)}
    assert sum(len(one.text) for one in found) <= 3_000


def test_what_tells_of_others_is_left_out():
    names = ("2 Related Work", "Acknowledgments", "Ethics Statement", "3 Method", "Appendix A")
    text = FullText(tuple(TextSection(name, (WORDS,)) for name in names))
    assert [one.section for one in full_text_passages(text, 1)] == ["3 Method"]


def test_a_long_paragraph_is_cut_between_sentences_and_a_label_is_no_passage():
    text = FullText((TextSection("3 Method", (" ".join([WORDS] * 30), "Setup.")),))
    found = full_text_passages(text, 1)
    assert len(found) > 2
    assert all(len(one.text) <= 700 and one.text.endswith("we made.") for one in found)
    assert " ".join(one.text for one in found) == " ".join([WORDS] * 30)


@given(st.lists(st.lists(st.text(max_size=1_500), max_size=5), max_size=5))
def test_whatever_the_text_passages_are_slices_of_it_in_order_and_within_the_room(paragraphs):
    text = FullText(tuple(TextSection(f"{n}", tuple(p)) for n, p in enumerate(paragraphs)))
    found = full_text_passages(text, 1)
    assert sum(len(one.text) for one in found) <= ROOM
    for one in found:
        assert any(one.text in p for p in paragraphs[int(one.section)])
