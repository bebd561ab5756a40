"""A training can start from a model folder."""

import hashlib
import json
import shutil

import numpy as np
import onnx
import pytest
import torch

from assay_training.blt.card import AGREEMENT, Restart, read_origin
from assay_training.blt.config import OFFSET, read_config
from assay_training.blt.folder import read_folder
from assay_training.blt.model import Blt, EntropyModel
from assay_training.blt.rewrite import rewrite, weights
from assay_training.blt.shape import Shape, Stack
from assay_training.blt.train import BltTraining
from assay_training.blt.writer import Precision
from assay_training.blt_lm import save_hugging_face
from assay_training.export_blt import export
from assay_training.train import Schedule

SHAPE = Shape(
    entropy=Stack(2, 16, 2, 24),
    encoder=Stack(2, 24, 2, 40),
    latent=Stack(2, 48, 3, 56),
    decoder=Stack(2, 24, 2, 40),
    hash_sizes=(3, 5),
    hash_rows=61,
    window=70,
    entropy_window=33,
    context=300,
)


@pytest.fixture(scope="module")
def models():
    torch.manual_seed(11)
    model, entropy = Blt(SHAPE), EntropyModel(SHAPE)
    with torch.no_grad():
        for parameter in (*model.parameters(), *entropy.parameters()):
            if parameter.dim() == 1:
                parameter.add_(0.2 * torch.randn_like(parameter))
            parameter.copy_(parameter.half())
    return model, entropy


@pytest.fixture(scope="module")
def folder(models, tmp_path_factory):
    checkpoint, folder = tmp_path_factory.mktemp("checkpoint"), tmp_path_factory.mktemp("models") / "model"
    save_hugging_face(checkpoint, *models, threshold=5.4)
    export(checkpoint, folder, read_config(checkpoint), Precision.STORED_HALF)
    return folder


def test_what_was_exported_is_read_back(models, folder):
    *found, threshold = read_folder(folder)
    assert threshold == 5.4
    for module, expected in zip(found, models, strict=True):
        assert module.shape == SHAPE
        for name, weight in expected.state_dict().items():
            assert torch.equal(module.state_dict()[name], weight), name


class RandomRows:
    def step(self, number, rows, tokens):
        draw = np.random.default_rng(number)
        lengths = draw.integers(2, tokens, rows)
        return [(draw.integers(OFFSET, 260, length), draw.random(length) < 0.5) for length in lengths]


def test_a_start_in_the_middle_trains_the_rest_and_counts_all(folder, tmp_path):
    model, entropy, threshold = read_folder(folder)
    before = model.lm_head.weight.clone()
    schedule = Schedule(5, tokens=128, lengths=(64, 32), warm_up=2, start=3)
    training = BltTraining(model, entropy, threshold, RandomRows(), schedule, tmp_path)
    training.run()
    rows = [row for i in range(5) for row in RandomRows().step(i, (2, 4)[i % 2], (64, 32)[i % 2])]
    [record] = training.log()
    assert record["step"] == 5
    assert record["positions"] == sum(len(ids) - 1 for ids, _ in rows)
    assert record["positions_with_loss"] == sum(int(loss.sum()) for _, loss in rows)
    assert not torch.equal(model.lm_head.weight, before)
    again = BltTraining(Blt(SHAPE), entropy, threshold, RandomRows(), schedule, tmp_path)
    assert again.resume()
    assert torch.equal(again.model.lm_head.weight, model.lm_head.weight)


def test_the_rate_warms_up_from_the_start_on():
    schedule = Schedule(4100, decay_share=0.122, warm_up=50, start=3300)
    assert [schedule.factor(step) for step in (3300, 3349, 3600)] == [0.02, 1, 1]
    assert schedule.factor(3850) == 0.5
    assert schedule.factor(4099) == 1 / 500


def test_the_card_of_a_restart_repeats_how_the_earlier_model_was_made(tmp_path):
    card = "# m\n\n## How it was made\n\nBy hand.\n\n## Scores\n\n1\n\n## Files\n\n| `a` | 7 |\n"
    (tmp_path / "CARD.md").write_text(card)
    assert read_origin(tmp_path, 3300) == Restart(3300, ["By hand."], ["| `a` | 7 |"])


def test_a_folder_of_other_patches_is_refused(folder, tmp_path):
    document = json.loads((folder / "model.json").read_text())
    document["blt"]["patching"] = {"mode": "space", "max_patch_length": None}
    (tmp_path / "model.json").write_text(json.dumps(document))
    with pytest.raises(ValueError, match="above one entropy"):
        read_folder(tmp_path)


def test_graphs_are_written_anew_with_the_same_weights(models, folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    kept = weights(folder)
    decoder = onnx.load(copy / "decoder.onnx")
    decoder.producer_name = "an earlier export"
    onnx.save(decoder, copy / "decoder.onnx")
    (copy / "CARD.md").write_text(f"# m\n\n{AGREEMENT}well.\n\n## Files\n\n| `decoder.onnx` | 7 |\n")
    agreement = rewrite(copy)
    assert f"# m\n\n{AGREEMENT}{agreement}.\n\n## Files" in (copy / "CARD.md").read_text()
    assert weights(copy) == kept
    assert onnx.load(copy / "decoder.onnx").producer_name == "assay-training"
    assert hashlib.sha256((copy / "decoder.onnx").read_bytes()).hexdigest() in (copy / "CARD.md").read_text()
