"""Feature extractors: the graph computes what was trained, row by row."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from assay_training.export import serialized
from assay_training.interpolants import clips
from assay_training.interpolants.clip_scores import clip_scores, frechet_distance
from assay_training.interpolants.extractor import Extractor, Shape, extractor_graph
from assay_training.interpolants.extractor_tasks import NAMES, clip_frames_task, clips_task, shapes_task, task
from assay_training.interpolants.folder import session
from assay_training.interpolants.train_extractor import ExtractorTraining, extractor_json, run

BUNDLED = Path(__file__).resolve().parents[2] / (
    "benchmarks/src/main/resources/dev/assay/benchmarks/images/extractors"
)
IMAGE = Shape("image", 12, 10, 3, 1, ((8, 1), (16, 2), (64, 1)))
CLIP = Shape("clip", 8, 8, 3, 4, ((8, 1), (64, 2)))
NO_DATA = Path("nowhere")


def facts(name: str) -> dict:
    return json.loads((BUNDLED / name / "extractor.json").read_text(encoding="utf-8"))


def random_pixels(rows: int, sizes) -> np.ndarray:
    return np.random.default_rng(rows).random((rows, *sizes), dtype=np.float32)


def warm(model: Extractor) -> Extractor:
    """With norms that have seen something, so that folding them matters."""
    for step in range(3):
        model(torch.from_numpy(random_pixels(20 + step, model.shape.sizes)))
    return model.eval()


@pytest.mark.parametrize("shape", [IMAGE, CLIP], ids=["image", "clip"])
def test_the_graph_computes_what_the_model_does(shape):
    torch.manual_seed(5)
    model = warm(Extractor(shape, {"class": 7, "other": 3}))
    pixels = random_pixels(9, shape.sizes)
    with torch.no_grad():
        expected = model.features(torch.from_numpy(pixels))
        scores = model.heads["class"](expected).softmax(-1)
    graph = session(serialized(extractor_graph(model), "for tests"))
    features, probabilities = graph.run(["features", "probabilities"], {"pixels": pixels})
    np.testing.assert_allclose(features, expected, rtol=5e-3, atol=2e-3)  # weights are rounded to fp16
    np.testing.assert_allclose(probabilities, scores, rtol=5e-3, atol=2e-3)


@pytest.mark.parametrize("name", NAMES)
def test_a_rows_numbers_do_not_depend_on_its_neighbours(name):
    found = facts(name)
    frames = (found["frames"],) if found["kind"] == "clip" else ()
    pixels = random_pixels(13, (*frames, found["height"], found["width"], found["channels"]))
    graph = BUNDLED / name / "extractor.onnx"
    together = run(graph, pixels, rows=13)
    for rows in (1, 5):
        for alone, whole in zip(run(graph, pixels, rows), together, strict=True):
            np.testing.assert_array_equal(alone, whole)


@pytest.mark.parametrize("name", NAMES)
def test_bundled_extractors_say_what_they_are(name):
    found, graph = facts(name), session(BUNDLED / name / "extractor.onnx")
    assert found["name"] == name
    frames = (found["frames"],) if found["kind"] == "clip" else ()
    given = [frames, found["height"], found["width"], found["channels"]]
    assert graph.get_inputs()[0].shape[1:] == [*frames, *given[1:]]
    outputs = {output.name: output.shape[1] for output in graph.get_outputs()}
    assert outputs == {found["features"]: 64, found["probabilities"]: len(found["classes"])}
    assert (BUNDLED / name / "extractor.onnx").stat().st_size < 300_000
    assert (BUNDLED / name / "CARD.md").exists()


def test_the_digits_extractor_knows_digits_it_has_not_seen(data):
    chosen = task("mnist-cnn", data)
    pixels, targets = chosen.unseen()
    _, probabilities = run(BUNDLED / "mnist-cnn" / "extractor.onnx", pixels[:2000].numpy())
    assert (probabilities.argmax(-1) == targets["class"][:2000].numpy()).mean() >= 0.985


@pytest.mark.parametrize(("name", "least"), [("shapes-cnn", 0.8), ("clips-cnn", 0.9), ("clip-frames-cnn", 0.95)])
def test_extractors_of_procedural_data_know_new_rows(name, least):
    chosen = task(name, NO_DATA)
    pixels, targets = chosen.batch(np.random.default_rng(77), 400)
    _, probabilities = run(BUNDLED / name / "extractor.onnx", pixels.numpy())
    assert (probabilities.argmax(-1) == targets["class"].numpy()).mean() >= least


def test_the_order_of_frames_matters_to_the_clip_extractor():
    real, _ = clips.draw(np.random.default_rng(1), 800)
    other, kinds = clips.draw(np.random.default_rng(2), 200)
    graph = BUNDLED / "clips-cnn" / "extractor.onnx"
    in_order, agreement = clip_scores(graph, other, kinds, real)
    shuffled, _ = clip_scores(graph, other[:, np.random.default_rng(3).permutation(clips.FRAMES)], kinds, real)
    assert agreement > 0.95
    assert shuffled > 10 * in_order


def test_the_frechet_distance_of_shifted_rows_is_the_squared_shift():
    rows = np.random.default_rng(1).normal(size=(500, 4))
    assert frechet_distance(rows, rows + np.array([1.0, 0, 2, 0])) == pytest.approx(5)
    assert frechet_distance(rows, 2 * rows) == pytest.approx(
        (rows.mean(0) ** 2).sum() + np.trace(np.cov(rows.T))
    )


@pytest.mark.parametrize("chosen", [shapes_task(), clips_task(), clip_frames_task()], ids=lambda task: task.name)
def test_tasks_ask_for_every_class_and_no_other(chosen):
    pixels, targets = chosen.batch(np.random.default_rng(6), 1500)
    assert pixels.shape == (1500, *chosen.shape.sizes)
    assert set(targets) == set(chosen.heads)
    for name, target in targets.items():
        assert set(target.tolist()) == set(range(chosen.heads[name]))


def test_a_training_that_is_continued_ends_with_the_same_weights(tmp_path):
    chosen = dataclasses.replace(clip_frames_task(), rows=16)
    whole = ExtractorTraining(chosen, 4, tmp_path / "whole")
    whole.run()
    first = ExtractorTraining(chosen, 4, tmp_path / "cut")
    first.schedule = dataclasses.replace(first.schedule, checkpoint_every=2)
    with pytest.raises(InterruptedError):
        _stop_after(first, 2)
    again = ExtractorTraining(chosen, 4, tmp_path / "cut")
    again.run()
    for one, other in zip(whole.model.state_dict().values(), again.model.state_dict().values(), strict=True):
        assert torch.equal(one, other)


def _stop_after(training: ExtractorTraining, steps: int) -> None:
    backward = training.backward

    def stopping(step: int):
        if step == steps:
            raise InterruptedError
        return backward(step)

    training.backward = stopping
    training.run()


def test_the_facts_name_every_class_of_the_probabilities():
    found = extractor_json(shapes_task())
    assert found["classes"][:5] == ["circle", "square", "triangle", "cross", "circle+square"]
    assert len(found["classes"]) == 14
    assert extractor_json(clips_task())["frames"] == 8
