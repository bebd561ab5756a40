from pathlib import Path

import pytest

from assay_training.gsm8k_goldens import icot_outputs, odd_outputs, prompt_hashes, task

GOLDENS = Path("benchmarks/src/test/resources/dev/assay/benchmarks/gsm8k")


def golden(name):
    return (Path(__file__).parents[2] / GOLDENS / name).read_text("utf-8").split("\n")[:-1]


def test_the_goldens_are_what_lm_evaluation_harness_asks_and_says(data):
    pytest.importorskip("datasets")
    lm_eval = pytest.importorskip("lm_eval")
    if lm_eval.__version__ != "0.4.13":
        pytest.skip("goldens are of lm_eval 0.4.13")
    made = task(data)

    assert prompt_hashes(made) == golden("prompts.sha256")
    assert odd_outputs(made) == golden("odd-outputs.jsonl")


def test_the_log_is_read_between_its_progress_bars(tmp_path):
    log = tmp_path / "tiny.log"
    log.write_text(
        "1000\n\r  0%|          | 0/2 [00:00<?, ?it/s]Input: 1 + 1? \nTarget:  #### 2 \n"
        "Predic\r 50%|█████     | 1/2 [00:00<00:01,  3.18it/s]ted:  #### 3 \n\n"
        "Input: 2 + 2? \nTarget:  #### 4 \nPredicted: \n\n",
        encoding="utf-8",
    )

    assert icot_outputs(log) == [" #### 3 ", ""]
