"""The denoiser of images and labels: its graph is the model, and a row is its own."""

import pytest
import torch

from assay_training.interpolants.denoiser import Grid, round_to_int8
from assay_training.interpolants.folder import About, denoiser_difference, session, write_denoiser
from assay_training.interpolants.joint_denoiser import JointConfig, JointDenoiser, equal_neighbours
from assay_training.interpolants.joint_onnx import joint_graph
from assay_training.interpolants.places import place_vectors, start_from_places

GRID = Grid(8, 8, 4)
CONFIG = JointConfig(5, (GRID, GRID), width=32, layers=2, heads=4, hidden=48, token_width=4, channels=(8, 16))


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(2)
    return round_to_int8(start_from_places(JointDenoiser(CONFIG), GRID).eval())


@pytest.fixture(scope="module")
def folder(model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("joint")
    write_denoiser(folder, model, About("j", "for tests", "none"), [], [], {}, graph=joint_graph)
    return folder


def test_the_graph_computes_what_the_model_does(model, folder):
    assert denoiser_difference(folder, model) < 1e-5


def test_a_rows_logits_do_not_depend_on_the_batch(folder):
    graph = session(folder / "denoiser.onnx")
    tokens = torch.randint(6, (7, CONFIG.length), generator=torch.Generator().manual_seed(1)).numpy()
    (together,) = graph.run(None, {"tokens": tokens})
    for i in range(7):
        (alone,) = graph.run(None, {"tokens": tokens[i : i + 1]})
        assert (alone[0] == together[i]).all()


def test_every_logit_may_depend_on_every_token_of_both_parts(model):
    tokens = torch.zeros(1, CONFIG.length, dtype=torch.long)
    changed = tokens.clone()
    changed[0, 0] = 3  # a colour at the upper left
    with torch.no_grad():
        difference = (model(tokens) - model(changed)).abs().amax(-1)[0]
    assert (difference > 0).all()


def test_tokens_are_compared_with_neighbours_right_below_and_across():
    tokens = torch.tensor([[[[1, 1, 2], [2, 1, 2]]]])
    right, below, right_below, left_below = equal_neighbours(tokens)[0].tolist()
    assert right == [[1, 0, 0], [0, 0, 0]]
    assert below == [[0, 1, 1], [0, 0, 0]]
    assert right_below == [[1, 0, 0], [0, 0, 0]]
    assert left_below == [[0, 0, 0], [0, 0, 0]]


def test_logits_stand_where_their_tokens_do(model):
    """The labels' logits come after the image's, both row by row."""
    tokens = torch.randint(6, (2, CONFIG.length), generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        logits = model(tokens)
    assert logits.shape == (2, 128, 5)
    assert CONFIG.positions == 4
    assert not torch.allclose(logits[:, :64], logits[:, 64:])


def test_parts_of_different_grids_are_refused():
    with pytest.raises(ValueError, match="equal grids"):
        JointConfig(5, (GRID, Grid(8, 4, 4)), width=32, heads=4)


def test_near_places_are_more_alike_than_far_ones():
    vectors = torch.from_numpy(place_vectors(Grid(32, 32, 4), 128))
    alike = vectors @ vectors.T
    assert vectors.shape == (64, 128)
    assert alike[0, 0] > alike[0, 1] > alike[0, 3]
    assert alike[9, 10] == pytest.approx(alike[9, 17].item())  # a step to the right, a step down
    assert place_vectors(Grid(16, 16, 8, frames=8), 128).shape == (32, 128)
