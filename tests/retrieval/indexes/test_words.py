from __future__ import annotations

import pytest
from tantivy import Document, Index, SchemaBuilder

from retrieval.errors import IndexUnusable, StoreUnwritable
from retrieval.indexes.words import TantivyWords, WordsOf


@pytest.fixture
def words(tmp_path):
    return TantivyWords(tmp_path / "words")


def entry(paper_id: str, title: str, body: str = "", chinese: str = "") -> WordsOf:
    return WordsOf(paper_id, title, body, chinese)


def test_words_are_found_in_any_inflection(words):
    words.upsert([entry("a", "Pruning visual tokens"), entry("b", "Lip reading")])
    assert list(words.search("prune a visual token", 5)) == ["a"]


def test_papers_of_every_kind_of_id_are_found_by_it(words):
    ids = ["0704.0001", "2501.00001", "cs/0501001", "title:reading lips", "2501.99999"]
    words.upsert([entry(paper_id, "Lips") for paper_id in ids])
    assert set(words.search("lips", 9)) == set(ids)


def test_a_title_counts_for_more_than_a_body(words):
    words.upsert([entry("a", "Audio", "video video and more"), entry("b", "Video", "audio audio")])
    assert list(words.search("video", 5)) == ["b", "a"]


def test_a_word_that_a_paper_comes_back_to_counts_for_more_than_one_named_in_passing(words):
    filler = "other things of many kinds stand here beside them and go on for a while"
    words.upsert(
        [
            entry("passing", "One title", f"We name depth and depth. {filler}"),
            entry("about", "One title", f"Of depth, depth and depth {filler}"),
            entry("titled", "One depth", f"We name {filler}, depth"),
        ]
    )
    found = words.search("depth", 5)
    assert set(found) == {"passing", "about", "titled"}
    # BM25 alone, k1 = 1.2: a third occurrence adds a seventh at the most
    assert min(found["about"], found["titled"]) > 1.5 * found["passing"]


def test_an_index_of_an_older_paperwire_is_made_anew_with_its_note(tmp_path):
    folder = tmp_path / "words"
    folder.mkdir()
    old = SchemaBuilder().add_text_field("id", stored=True).add_text_field("english").build()
    writer = Index(old, path=str(folder)).writer()
    writer.add_document(Document(id=["a"], english=["subject"]))
    writer.commit()
    writer.wait_merging_threads()
    (folder / "followed.json").write_text("{}")
    words = TantivyWords(folder)
    assert words.search("subject", 5) == {}
    assert not (folder / "followed.json").exists()
    words.upsert([entry("a", "subject")])
    assert list(words.search("subject", 5)) == ["a"]


def test_decimals_and_versions_are_one_word(words):
    words.upsert([entry("a", "x", "gains 52.8% over Qwen2.5-VL"), entry("b", "y", "52 of 8")])
    assert list(words.search("52.8%", 5)) == ["a"]
    assert list(words.search("qwen2.5", 5)) == ["a"]


def test_chinese_is_found_by_its_characters(words):
    words.upsert([entry("a", "x", chinese="面向透明物体抓取的深度补全"), entry("b", "y")])
    assert list(words.search("透明物体 抓取", 5)) == ["a"]


def test_an_entry_written_again_replaces_the_old_one(words):
    words.upsert([entry("a", "old subject")])
    words.upsert([entry("a", "new subject")])
    assert words.search("old", 5) == {}
    assert list(words.search("subject", 5)) == ["a"]


def test_removed_papers_are_not_found(words):
    words.upsert([entry("a", "subject"), entry("b", "subject")])
    words.upsert([], ["a"])
    assert list(words.search("subject", 5)) == ["b"]


@pytest.mark.parametrize("named", [0, 100])
def test_a_search_among_some_papers_is_the_search_without_the_others(tmp_path, named):
    words = TantivyWords(tmp_path / "words", named=named)  # whether papers are named to it or cut
    words.upsert(
        [entry(str(n), f"shared words{n % 7}", "filler " * (n % 13)) for n in range(600)], ()
    )
    everything = words.search("shared words3", 600)
    for share in (2, 5, 50, 300):
        some = {str(n) for n in range(0, 600, share)} | {"unknown"}
        expected = [paper_id for paper_id in everything if paper_id in some][:10]
        found = words.search_among("shared words3", 10, some)
        assert [found[i] for i in found] == pytest.approx([everything[i] for i in expected])
        assert found == pytest.approx({i: everything[i] for i in found})
    assert words.search_among("shared", 10, set()) == {}
    assert words.search_among("the of", 10, {"1"}) == {}


@pytest.mark.parametrize("text", ["", "the of and", "?!…", "字", '"AND (OR', "title:x^2~"])
def test_a_question_without_a_content_word_or_with_syntax_is_no_error(words, text):
    words.upsert([entry("a", "subject")])
    assert words.search(text, 5) == {}


def test_frequencies_count_papers_not_occurrences(words):
    words.upsert([entry("a", "speech speech"), entry("b", "speech"), entry("c", "image")])
    assert words.frequencies("the speech") == {"speech": 2}


def test_another_reader_sees_what_was_written_before_it_opened(words, tmp_path):
    words.upsert([entry("a", "subject")])
    assert list(TantivyWords(tmp_path / "words").search("subject", 5)) == ["a"]


def test_clear_forgets_everything(words):
    words.upsert([entry("a", "subject")])
    words.clear()
    assert words.search("subject", 5) == {}


def test_a_file_in_the_way_is_named_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        TantivyWords(tmp_path / "file" / "words")


def test_a_damaged_index_names_the_command_that_rebuilds_it(words, tmp_path):
    words.upsert([entry("a", "subject")])
    (tmp_path / "words" / "meta.json").write_text("{")
    with pytest.raises(IndexUnusable, match="paperwire reindex"):
        TantivyWords(tmp_path / "words")


def test_what_another_process_writes_and_removes_is_followed_among_papers_too(tmp_path):
    words = TantivyWords(tmp_path / "words", named=0)
    other = TantivyWords(tmp_path / "words", named=0)
    words.upsert([entry("a", "shared words", "")], ())
    assert set(other.search_among("shared", 5, {"a", "b"})) == {"a"}
    words.upsert([entry("b", "shared words", ""), entry("c", "shared", "")], ())
    assert set(other.search_among("shared", 5, {"a", "b"})) == {"a", "b"}
    words.upsert((), ["a"])
    assert set(other.search("shared", 5)) == {"b", "c"}
    assert set(other.search_among("shared", 5, {"a", "b"})) == {"b"}


@pytest.mark.parametrize("text", ["", "of the", "Tokens", "Pruning tokens of the tokens", "唇读 x"])
def test_a_text_holds_the_different_terms_of_it(words, text):
    expected = {term for _, term in words.terms(text)}
    assert words.held(text) == words.held(text) == expected
