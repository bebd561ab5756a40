"""The exported denoiser computes what PyTorch computes with the rounded weights."""

import numpy as np
import onnxruntime as ort
import pytest
import torch

from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid, round_to_int8
from assay_training.interpolants.denoiser_onnx import denoiser_graph

SMALL = dict(width=32, layers=2, heads=4, hidden=48)
CONFIGS = {
    "implicit": DenoiserConfig(7, (Grid(4, 6, 2),), classes=3, **SMALL),
    "explicit": DenoiserConfig(7, (Grid(4, 6, 2),), classes=3, explicit=True, **SMALL),
    "joint": DenoiserConfig(9, (Grid(8, 8, 4), Grid(8, 8, 2)), **SMALL),
    "clip": DenoiserConfig(5, (Grid(4, 4, 2, frames=3),), classes=2, **SMALL),
}


@pytest.fixture(params=CONFIGS)
def model(request):
    torch.manual_seed(7)
    model = Denoiser(CONFIGS[request.param])
    with torch.no_grad():
        for parameter in model.blocks.parameters():
            if parameter.dim() == 2:
                parameter.mul_(6)  # sharp attention, so that a wrong order shows
    return round_to_int8(model).eval()


def feeds(config, batch, seed=0):
    draw = np.random.default_rng(seed)
    found = {"tokens": draw.integers(0, config.vocabulary + 1, (batch, config.length))}
    if config.explicit:
        found["time"] = draw.random(batch).astype(np.float32)
    if config.classes:
        found["condition"] = draw.integers(0, config.classes + 1, batch)
    return found


def session(model):
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    content = denoiser_graph(model).model("test").SerializeToString()
    return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def test_graph_equals_pytorch(model):
    given = feeds(model.config, 5)
    with torch.no_grad():
        expected = model(**{name: torch.from_numpy(value) for name, value in given.items()})
    assert expected.std() > 0.05
    (logits,) = session(model).run(None, given)
    np.testing.assert_allclose(logits, expected.numpy(), atol=1e-4)


def test_batch_size_does_not_change_a_bit(model):
    run, given = session(model), feeds(model.config, 9)
    (together,) = run.run(None, given)
    for i in range(9):
        (alone,) = run.run(None, {name: value[i : i + 1] for name, value in given.items()})
        np.testing.assert_array_equal(alone[0], together[i])


def test_every_input_matters(model):
    run, given = session(model), feeds(model.config, 1)
    (before,) = run.run(None, given)
    for name, value in given.items():
        changed = given | {name: ((value + 1) % 2).astype(value.dtype)}
        assert np.abs(run.run(None, changed)[0] - before).max() > 1e-3, name


def test_a_patch_holds_neighbours_and_the_order_is_a_permutation():
    grid = Grid(4, 6, 2, frames=2)
    assert grid.order()[:4].tolist() == [0, 1, 6, 7]
    assert sorted(grid.order()) == list(range(48))


def test_flops_count_every_product():
    config = CONFIGS["explicit"]
    counted = 0

    def hook(layer, inputs, _):
        nonlocal counted
        counted += 2 * inputs[0].numel() * layer.out_features

    model = Denoiser(config)
    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.register_forward_hook(hook)
    model(**{name: torch.from_numpy(value) for name, value in feeds(config, 1).items()})
    attention = config.layers * 2 * 2 * config.positions**2 * config.width
    assert config.flops_per_pass == counted + attention


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="multiple of 8"):
        DenoiserConfig(7, (Grid(4, 4, 2),), width=32, heads=8)
    with pytest.raises(ValueError, match="do not fill"):
        DenoiserConfig(7, (Grid(4, 4, 3),))
