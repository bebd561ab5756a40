import json
from pathlib import Path

import pytest

FOLDER = Path("benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/data")


def test_the_goldens_are_what_datasets_reads_from_the_files():
    for module, version in {"datasets": "5.0.1", "pyarrow": "25.0.1", "pandas": "3.0.6"}.items():
        if pytest.importorskip(module).__version__ != version:
            pytest.skip(f"goldens are of {module} {version}")
    from assay_training.lm_eval_data import read

    folder = Path(__file__).parents[2] / FOLDER
    written = json.loads((folder / "documents.json").read_text("utf-8"))

    assert json.loads(json.dumps(read(folder))) == written
