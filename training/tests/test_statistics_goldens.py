import json
from pathlib import Path

import pytest

GOLDENS = Path("harness-core/src/test/resources/dev/assay/statistics/goldens.json")


def test_the_goldens_are_what_scipy_and_statsmodels_say():
    scipy = pytest.importorskip("scipy")
    statsmodels = pytest.importorskip("statsmodels")
    if (scipy.__version__, statsmodels.__version__) != ("1.17.1", "0.15.0"):
        pytest.skip("goldens are of scipy 1.17.1 and statsmodels 0.15.0")
    from assay_training.statistics_goldens import goldens

    written = json.loads((Path(__file__).parents[2] / GOLDENS).read_text("utf-8"))

    assert goldens().keys() == written.keys()
    for name, cases in goldens().items():
        assert len(cases) == len(written[name])
        for made, golden in zip(cases, written[name]):
            for key, value in made.items():
                assert value == pytest.approx(golden[key], rel=1e-9, abs=1e-9), (name, key)
