import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assay_training.coconut.arithmetic import canonical, problems, units
from assay_training.coconut.tokenizer import FIRST_BYTE, FIRST_UNIT, unit_tokenizer
from assay_training.words import is_test

STEP = re.compile(r"<<(\d+)([-+*/])(\d+)=(\d+)>>")
SAMPLE = "benchmarks/src/test/resources/dev/assay/benchmarks/gsm8k/arithmetic-sample.jsonl"


@pytest.fixture(scope="module")
def sample():
    """The first problems of the benchmark, as Java makes them."""
    path = Path(__file__).parents[2] / SAMPLE
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def training():
    return problems(seed=1, count=20_000)


def test_the_benchmark_is_on_the_tests_side_of_the_split(sample):
    assert len(sample) == 24
    assert all(is_test(canonical(problem["steps"])) for problem in sample)


def test_no_problem_of_the_benchmark_is_trained_on(sample, training):
    assert not any(is_test(problem.canonical) for problem in training)
    assert not {canonical(p["steps"]) for p in sample} & {p.canonical for p in training}
    assert not {p["question"] for p in sample} & {p.question for p in training}


def test_every_step_is_right_and_goes_on_from_the_one_before(training):
    for problem in training[:2_000]:
        steps = [STEP.fullmatch(step).groups() for step in problem.steps]
        for value, sign, operand, result in steps:
            a, b, c = int(value), int(operand), int(result)
            assert c == {"+": a + b, "-": a - b, "*": a * b, "/": a / b}[sign] and 1 <= c <= 99
        values, results = [value for value, *_ in steps], [result for *_, result in steps]
        assert values[1:] == results[:-1] and problem.answer == results[-1]


def test_lengths_are_balanced_and_no_answer_is_common(training):
    assert set(Counter(len(p.steps) for p in training).values()) == {6_666, 6_667}
    assert max(Counter(p.answer for p in training).values()) < 0.05 * len(training)


def test_problems_depend_on_the_seed_alone():
    assert problems(7, 50) == problems(7, 60)[:50]
    assert problems(7, 50) != problems(8, 50)
    assert all(is_test(problem.canonical) for problem in problems(7, 50, test=True))


def text(question, steps, answer):
    return question + "\n" + "".join(step + "\n" for step in steps) + "### " + answer


def test_units_cover_every_problem_without_falling_back_to_letters(sample, training):
    tokenizer = unit_tokenizer(units())
    texts = [text(p["question"], p["steps"], p["answer"]) for p in sample]
    texts += [text(p.question, p.steps, p.answer) for p in training[:2_000]]
    one_byte = {FIRST_BYTE + byte for byte in b".,=+-*/0123456789"}

    for encoding, original in zip(tokenizer.encode_batch(texts), texts, strict=True):
        assert all(i >= FIRST_UNIT or i in one_byte for i in encoding.ids), original
        assert tokenizer.decode(encoding.ids) == original


def test_a_problem_takes_few_tokens(training):
    tokenizer = unit_tokenizer(units())
    lengths = [len(tokenizer.encode(text(p.question, p.steps, p.answer)).ids) for p in training[:500]]

    assert max(lengths) < 110 and sum(lengths) / len(lengths) < 75
    assert tokenizer.get_vocab_size() < 800
