"""The whole command on a tiny model: train, be killed, continue, export, score, describe."""

import json

import numpy as np
import pytest
import torch

from assay_training import bpe_lm
from assay_training.decoder import Decoder, DecoderConfig
from assay_training.train import Schedule, Training

TINY = ["--vocabulary", "400", "--layers", "2", "--width", "32", "--heads", "4", "--hidden", "16"]


@pytest.fixture(scope="module")
def run(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    out, work = folder / "zoo" / "tiny", folder / "work"
    bpe_lm.main(
        [*TINY, "--steps", "4", "--tokens", "256", "--lengths", "128", "--examples", "2"]
        + ["--data-dir", str(data), "--out", str(out), "--work", str(work)]
    )
    return out, work


def test_the_folder_describes_itself(run):
    out, _ = run
    facts = json.loads((out / "model.json").read_text())
    assert facts["name"] == "tiny" and facts["decoder"]["layout"] == "assay"
    assert facts["parameters"] - facts["non_embedding_parameters"] == 400 * 32
    assert facts["flops"]["per_prediction"] == 2 * 32 * 400
    assert "\n" not in (out / "tokenizer.json").read_text().strip()
    names = {path.name for path in out.iterdir()}
    assert names == {"decoder.onnx", "tokenizer.json", "model.json", "CARD.md"}


def test_the_card_reports_the_run(run):
    card = (run[0] / "CARD.md").read_text()
    assert "4 steps of 256 tokens" in card
    assert "Unfinished" not in card
    difference = float(card.split("ONNX file: ")[1].split(".\n")[0])
    assert difference < 1e-4


def test_exporting_again_writes_the_same_bytes(run, data):
    out, work = run
    before = (out / "decoder.onnx").read_bytes()
    bpe_lm.main(
        [*TINY, "--steps", "4", "--tokens", "256", "--lengths", "128", "--examples", "2", "--export-only"]
        + ["--data-dir", str(data), "--out", str(out), "--work", str(work)]
    )
    assert (out / "decoder.onnx").read_bytes() == before


class Killed(Exception):
    pass


class RandomTokens:
    def __init__(self, killed_at=None):
        self.killed_at = killed_at

    def batch(self, number, rows, length):
        if number == self.killed_at:
            raise Killed
        ids = np.random.default_rng(number).integers(0, 50, (rows, length + 1))
        return ids[:, :-1], ids[:, 1:]


def train(folder, documents):
    torch.manual_seed(3)
    model = Decoder(DecoderConfig(50, width=16, layers=1, heads=2, key_value_heads=2, hidden=16))
    schedule = Schedule(8, tokens=32, lengths=(16, 8), warm_up=2, checkpoint_every=3)
    Training(model, documents, schedule, folder).run()
    return model


def test_a_killed_run_continues_and_ends_as_an_undisturbed_one(tmp_path):
    with pytest.raises(Killed):
        train(tmp_path / "killed", RandomTokens(killed_at=5))
    continued = train(tmp_path / "killed", RandomTokens())
    undisturbed = train(tmp_path / "whole", RandomTokens())

    for first, second in zip(continued.parameters(), undisturbed.parameters()):
        torch.testing.assert_close(first, second, rtol=0, atol=0)
