import json
from pathlib import Path

import pytest

from assay_training.lm_eval_tasks import evaluated, number, texts

FOLDER = Path("benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/parity")


def test_the_golden_is_what_lm_evaluation_harness_asks_and_scores():
    for module in ("datasets", "sacrebleu", "sklearn"):
        pytest.importorskip(module)
    lm_eval = pytest.importorskip("lm_eval")
    if lm_eval.__version__ != "0.4.13":
        pytest.skip("the golden is of lm_eval 0.4.13")
    folder = Path(__file__).parents[2] / FOLDER

    found = evaluated(folder)

    # as it is written: keys become texts, and numbers are those that JSON gives back
    assert json.loads(json.dumps(found)) == json.loads((folder / "golden.json").read_text("utf-8"))


def test_an_answer_depends_on_the_request_alone():
    assert number("a", "b") == number("a", "b")
    assert number("a", "b") != number("ab", "")


def test_the_texts_of_a_document_are_found_in_lists_too():
    assert texts({"a": "x", "b": 3, "c": ["y", ["z"]]}) == ["x", "y", "z"]
