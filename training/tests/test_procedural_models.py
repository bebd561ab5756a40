"""The models of procedural data: what they are trained on, and what the bundled ones can do."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from assay_training import procedural_interpolant
from assay_training.interpolants import clips, procedural_models, shapes
from assay_training.interpolants.folder import session
from assay_training.interpolants.palette import LABELS
from assay_training.interpolants.procedural_models import MODELS, joint_masking, joint_tokens
from assay_training.interpolants.sampling import Sampling, sample
from assay_training.interpolants.segmentation import intersection_over_union, segment, unseen

ZOO = Path(__file__).resolve().parents[2] / "plugins-interpolants/src/main/resources/dev/assay/interpolants/zoo"


class Bundled:
    """A written denoiser, called as the PyTorch one is."""

    def __init__(self, name: str):
        self.config = MODELS[name]().config
        self.facts = json.loads((ZOO / name / "model.json").read_text(encoding="utf-8"))
        self._graph = session(ZOO / name / "denoiser.onnx")

    def __call__(self, tokens, condition=None, time=None):
        given = {"tokens": tokens.numpy()}
        if condition is not None:
            given["condition"] = condition.numpy()
        return torch.from_numpy(self._graph.run(None, given)[0])


def test_labels_follow_the_colours_in_the_vocabulary():
    image, labels = shapes.draw(np.random.default_rng(1), 3)
    tokens = joint_tokens(image, labels)
    assert tokens.shape == (3, 2048)
    assert set(tokens[:, :1024].flatten().tolist()) <= set(range(8))
    assert set(tokens[:, 1024:].flatten().tolist()) <= set(range(8, 13))
    assert (tokens[0, 1024:].reshape(32, 32).numpy() - 8 == labels[0]).all()


def test_rows_have_the_image_given_or_the_labels_or_neither():
    masked, time = joint_masking(torch.Generator().manual_seed(1), 4000, 64)
    early = time < 0.5  # where a half without masks by chance is out of the question
    image_given, labels_given = (~half.any(1) & early for half in (masked[:, :32], masked[:, 32:]))
    wholly = time == 0
    assert not (image_given & labels_given).any()
    assert (image_given & wholly).float().mean() == pytest.approx(3 / 8, abs=0.03)
    assert (image_given & ~wholly).float().mean() == pytest.approx(1 / 16, abs=0.02)  # half of them are later
    assert (labels_given & wholly).float().mean() == pytest.approx(3 / 32, abs=0.02)
    assert masked[wholly].float().mean() == 0.5
    both = early & ~image_given & ~labels_given
    assert both.float().mean() == pytest.approx(3 / 16, abs=0.03)
    assert masked[both].float().mean(1).sub(1 - time[both]).abs().mean() < 0.08


def test_training_rows_depend_on_the_generator_alone():
    for name in MODELS:
        examples = MODELS[name]().examples
        one, again, other = (examples(torch.Generator().manual_seed(seed), 4)[0] for seed in (1, 1, 2))
        assert torch.equal(one, again)
        assert not torch.equal(one, other)


def test_intersection_over_union_sums_over_all_images():
    target = np.array([[[0, 0, 1, 2]], [[3, 3, 4, 4]]])
    found = np.array([[[0, 1, 1, 2]], [[3, 3, 4, 0]]])
    np.testing.assert_allclose(intersection_over_union(found, target), [1 / 3, 1 / 2, 1, 1, 1 / 2])


def test_a_model_is_trained_and_written_with_its_card(tmp_path, monkeypatch):
    full = procedural_models.shapes_joint()
    small = dataclasses.replace(full.config, width=16, layers=1, heads=2, hidden=16, channels=(4, 8))
    tiny = dataclasses.replace(full, config=small, rows=2)
    monkeypatch.setitem(procedural_interpolant.MODELS, "shapes-joint", lambda: tiny)
    monkeypatch.setattr("assay_training.interpolants.procedural_card.IMAGES", 4)
    arguments = ["shapes-joint", "--steps", "3", "--work", str(tmp_path / "w"), "--out", str(tmp_path / "m")]
    procedural_interpolant.main(arguments)
    facts = json.loads((tmp_path / "m" / "model.json").read_text(encoding="utf-8"))
    assert [part["kind"] for part in facts["parts"]] == ["image", "labels"]
    assert facts["denoiser"]["mask"] == 13
    card = (tmp_path / "m" / "CARD.md").read_text(encoding="utf-8")
    assert "3 steps of 2 rows" in card
    assert "| 0.5 | 16 | 0." in card  # the mIoU after 16 steps


def test_nothing_is_exported_before_training(tmp_path):
    with pytest.raises(SystemExit, match="has no checkpoint"):
        procedural_interpolant.main(["shapes-joint", "--export-only", "--work", str(tmp_path)])


@pytest.mark.parametrize("name", MODELS)
def test_bundled_models_say_what_they_are(name):
    model, bundled = MODELS[name](), Bundled(name)
    assert bundled.facts["name"] == name
    assert bundled.facts["parts"] == [part.to_json() for part in model.parts]
    assert bundled.facts["classes"] == list(model.classes)
    assert (ZOO / name / "denoiser.onnx").stat().st_size < 1 << 20
    assert "**Unfinished" not in (ZOO / name / "CARD.md").read_text(encoding="utf-8")


def test_the_joint_model_segments_images_it_has_not_seen():
    image, labels = unseen(24, seed=31)
    found = segment(Bundled("shapes-joint"), image, Sampling("flow", 4, temperature=0.5), seed=1)
    assert intersection_over_union(found, labels).mean() > 0.9


def test_the_joint_model_draws_images_of_label_maps():
    bundled = Bundled("shapes-joint")
    image, labels = unseen(8, seed=32)
    tokens = joint_tokens(image, labels)
    tokens[:, :1024] = bundled.config.mask
    sampling = Sampling("flow", 32, temperature=0.5)
    drawn = sample(bundled, tokens, None, sampling, torch.Generator().manual_seed(1))
    drawn = drawn[:, :1024].reshape(labels.shape).numpy()
    assert (drawn < 8).mean() > 0.999
    one_colour = [_most_frequent_share(drawn[i][labels[i] == 0]) for i in range(len(drawn))]
    assert np.mean(one_colour) > 0.85


def test_the_clip_model_shows_one_shape_that_moves():
    bundled = Bundled("clips-implicit")
    masks = torch.full((8, bundled.config.length), bundled.config.mask)
    drawn = sample(bundled, masks, torch.arange(8) % 4, Sampling("flow", 24), torch.Generator().manual_seed(1))
    frames = drawn.reshape(8, clips.FRAMES, clips.SIZE, clips.SIZE).numpy()
    sizes = (frames > 0).sum(axis=(2, 3))
    assert 5 < np.median(sizes) < 40
    still = [(frames[:, i] == frames[:, i + 1]).all(axis=(1, 2)).mean() for i in range(clips.FRAMES - 1)]
    assert np.mean(still) < 0.1


def _most_frequent_share(values: np.ndarray) -> float:
    return np.bincount(values).max() / len(values)


def test_labels_and_their_colours_go_together():
    labels = procedural_models.shapes_joint().parts[1]
    assert len(labels.palette) == len(labels.classes) == len(LABELS)
