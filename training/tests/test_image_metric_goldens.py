import json
from pathlib import Path

import numpy as np
import pytest

from assay_training import image_metric_goldens as goldens
from assay_training.frechet_speed import by_eigenvalues, by_square_root, measure

FOLDER = Path(__file__).parents[2] / "benchmarks/src/test/resources/dev/assay/benchmarks/images"
EXPECTED = json.loads((FOLDER / "metrics/image-metrics.json").read_text("utf-8"))
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:torchmetrics")  # on memory
SMALL = [values["name"] for values in EXPECTED["features"] if values["width"] <= 64]


def test_inputs_follow_from_their_place_alone():
    few, many = goldens.features(goldens.REAL, 3, 16), goldens.features(goldens.REAL, 9, 16)

    assert (few == many[:3]).all()
    assert len(np.unique(goldens.hashed(5, 40, 40))) > 1_590


@pytest.mark.parametrize("name", SMALL)
def test_the_values_in_the_java_tests_are_those_of_torchmetrics(name):
    installed_torchmetrics()
    expected = next(values for values in EXPECTED["features"] if values["name"] == name)
    values = goldens.of_features(name)

    assert values.pop("kid_of_subsets") == pytest.approx(expected["kid_of_subsets"], abs=1e-12)
    for key, value in values.items():  # without full rank an eigenvalue's last digits are chance
        assert value == (pytest.approx(expected[key], rel=1e-6) if key != "name" else name)


def test_the_other_values_are_those_of_torchmetrics_too():
    installed_torchmetrics()
    probabilities = goldens.probabilities(goldens.REAL, 205, 10)

    score = goldens.inception_scores(probabilities)

    assert score == pytest.approx(EXPECTED["inception_score"], rel=1e-9)
    labels = goldens.of_label_maps()
    assert labels.pop("iou") == pytest.approx(EXPECTED["label_maps"]["iou"], rel=1e-6)
    assert labels == {key: pytest.approx(EXPECTED["label_maps"][key], rel=1e-6) for key in labels}


def test_both_ways_that_are_timed_find_the_same_distance():
    pytest.importorskip("scipy")

    eigenvalues, root = (measure(40, way, 1) for way in (by_eigenvalues, by_square_root))

    assert eigenvalues["distance"] == pytest.approx(root["distance"], rel=1e-9)
    assert root["way"] == "by square root"


def installed_torchmetrics():
    torchmetrics = pytest.importorskip("torchmetrics")
    if torchmetrics.__version__ != "1.9.0":
        pytest.skip("goldens are of torchmetrics 1.9.0")
