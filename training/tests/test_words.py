import csv
import random

import pytest

from assay_training import tasks
from assay_training.words import CHARACTER_FILES, is_test, load_words


@pytest.fixture(scope="session")
def words(data):
    return load_words(data)


@pytest.fixture(scope="session")
def train(data):
    return tasks.Material(data)


@pytest.fixture(scope="session")
def held_out(data):
    return tasks.Material(data, test=True)


def inputs_of_real_cute(data):
    found = set()
    for path in (data / "cute").glob("*.tsv"):
        if path.stem.removesuffix("_rand") in CHARACTER_FILES:
            rows = csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
            for row in rows:
                found |= {v.replace(" ", "") for k, v in row.items() if k.startswith("input")}
    return found


def test_the_halves_are_disjoint_and_follow_the_hash(words):
    assert len(words.train) > 30_000 and len(words.test) > 4_000
    assert not set(words.train) & set(words.test)
    assert all(is_test(word) for word in words.test)
    assert not any(is_test(word) for word in words.train)


def test_no_input_of_the_real_cute_is_a_training_word(words, data):
    real = inputs_of_real_cute(data)
    assert "alphabet" not in real and "the" in real and len(real) > 2_000
    assert not real & set(words.train)


ON_WORDS = [task for task in tasks.TASKS if not task.endswith("_word")]


def words_asked_about(task, material):
    rng = random.Random(5)
    for _ in range(100):
        operands = (operand.replace(" ", "") for operand in tasks.draw(task, material, rng).operands)
        yield from (operand for operand in operands if len(operand) > 1)


@pytest.mark.parametrize("task", ON_WORDS)
def test_training_asks_about_training_words_alone(task, words, train):
    assert set(words_asked_about(task, train)) <= set(words.train)


@pytest.mark.parametrize("task", [task for task in ON_WORDS if task != "sem"])
def test_tests_ask_about_test_words_alone(task, words, held_out):
    assert set(words_asked_about(task, held_out)) <= set(words.test)


def test_meaning_is_tested_on_unseen_pairs(train, held_out):
    assert held_out.pairs and not set(train.pairs) & set(held_out.pairs)


def test_sentences_are_disjoint(train, held_out):
    assert len(held_out.sentences) > 500
    assert not set(train.sentences) & set(held_out.sentences)
