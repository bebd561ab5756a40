"""Tests that need the real data look in ASSAY_DATA, else in ../../shared/data, and skip without."""

import os
from pathlib import Path

import pytest
import torch

torch.set_num_threads(1)
NEEDED = ("words/american-english", "gsm8k/train.jsonl", "gsm8k/test.jsonl", "cute/prompts.json")


@pytest.fixture(scope="session")
def data() -> Path:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    folder = Path(os.environ.get("ASSAY_DATA") or beside)
    missing = [name for name in NEEDED if not (folder / name).exists()]
    if missing:
        pytest.skip(f"no {missing[0]} in {folder}; set ASSAY_DATA to a folder that has it")
    return folder
