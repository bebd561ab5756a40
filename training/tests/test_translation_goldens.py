from pathlib import Path

import pytest

from assay_training.translation_goldens import Lcg, perturbed, segments

GOLDENS = Path("../benchmarks/src/test/resources/dev/assay/benchmarks/translation")


def test_a_perturbation_depends_on_its_seed_alone():
    sentence = "Die Kinder spielen im Garten."

    first = [perturbed(sentence, "", Lcg(seed)) for seed in range(20)]

    assert first == [perturbed(sentence, "", Lcg(seed)) for seed in range(20)]
    assert len(set(first)) > 15


def test_the_counts_in_the_java_tests_are_those_of_sacrebleu():
    sacrebleu = pytest.importorskip("sacrebleu")
    if sacrebleu.__version__ != "2.6.0":
        pytest.skip("goldens are of sacreBLEU 2.6.0")
    rows = (Path(__file__).parents[1] / GOLDENS / "segments.tsv").read_text("utf-8")

    assert "".join(row + "\n" for row in segments()) == rows
