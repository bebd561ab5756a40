"""The autoencoder learns, uses its codes, and its graphs compute what PyTorch computes."""

import numpy as np
import pytest
import torch

from assay_training.interpolants.denoiser import round_to_int8
from assay_training.interpolants.folder import session
from assay_training.interpolants.mnist import shifted
from assay_training.interpolants.vq import Vq, VqConfig, VqTraining
from assay_training.interpolants.vq_onnx import decoder_graph, encoder_graph
from assay_training.train import Schedule

CONFIG = VqConfig(height=8, width=12, codes=16, code_width=4, hidden=16)


def strokes(generator, rows):
    """Images of a bright column and a grey row."""
    pixels = torch.zeros(rows, 8, 12, 1)
    at = torch.arange(rows)
    pixels[at, :, torch.randint(12, (rows,), generator=generator)] = 1
    pixels[at, torch.randint(8, (rows,), generator=generator)] = 0.5
    return pixels, None


def trained(folder, steps, rate=5e-3):
    torch.manual_seed(1)
    schedule = Schedule(steps, rate=rate, warm_up=5, checkpoint_every=30)
    training = VqTraining(Vq(CONFIG), strokes, schedule, folder, 32)
    training.run()
    return training


@pytest.fixture(scope="module")
def vq(tmp_path_factory):
    return trained(tmp_path_factory.mktemp("vq"), 160).finished()


def test_what_is_encoded_comes_back(vq):
    pixels, _ = strokes(torch.Generator().manual_seed(99), 200)
    tokens = vq.encode(pixels)
    assert tokens.shape == (200, 24)
    error = (vq.decode(tokens) - pixels).pow(2).mean()
    assert error < 0.1 * pixels.var()
    assert len(tokens.unique()) >= CONFIG.codes // 2


def test_the_graphs_equal_pytorch_and_batch_size_changes_no_bit(vq):
    pixels, _ = strokes(torch.Generator().manual_seed(5), 7)
    encoder, decoder = (session(g(vq).model("test").SerializeToString()) for g in (encoder_graph, decoder_graph))
    (tokens,) = encoder.run(None, {"pixels": pixels.numpy()})
    np.testing.assert_array_equal(tokens, vq.encode(pixels).numpy())
    (decoded,) = decoder.run(None, {"tokens": tokens})
    np.testing.assert_allclose(decoded, vq.decode(torch.from_numpy(tokens)).numpy(), atol=1e-5)
    for i in range(7):
        np.testing.assert_array_equal(decoder.run(None, {"tokens": tokens[i : i + 1]})[0][0], decoded[i])


def test_rounding_changes_kernels_and_little_else(vq):
    fresh = Vq(CONFIG)
    fresh.load_state_dict(vq.state_dict())
    again = round_to_int8(fresh)
    pixels, _ = strokes(torch.Generator().manual_seed(5), 7)
    assert torch.equal(again.encode(pixels), vq.encode(pixels))  # what is rounded stays as it is


def test_a_code_that_nothing_chooses_begins_anew():
    torch.manual_seed(2)
    vq, generator = Vq(CONFIG), torch.Generator().manual_seed(2)
    vectors = torch.randn(200, CONFIG.code_width)
    vq.start(vectors, generator)
    vq.codebook[3] = 1000.0
    vq.sums[3] = 1000.0
    vq.uses[3] = 0.0
    vq.restart(vectors, generator)
    assert vq.codebook[3].abs().max() < 10
    assert (vectors == vq.codebook[3]).all(1).any()


def test_a_killed_run_ends_with_the_same_weights(tmp_path):
    whole = trained(tmp_path / "whole", 60)
    torch.manual_seed(1)
    schedule = Schedule(60, rate=5e-3, warm_up=5, checkpoint_every=30)
    killed = VqTraining(Vq(CONFIG), strokes, schedule, tmp_path / "killed", 32)
    for killed._step in range(30):
        killed._train_step()
    killed._step = 30
    killed._save()
    resumed = trained(tmp_path / "killed", 60)
    for one, other in zip(whole.model.state_dict().values(), resumed.model.state_dict().values()):
        assert torch.equal(one, other)


def test_a_moved_image_keeps_what_stays_inside():
    pixels = torch.rand(2, 28, 28, 1)
    moved = shifted(pixels, 1, -1)
    assert torch.equal(moved[:, 1:, :27], pixels[:, :27, 1:])
    assert moved[:, 0].sum() == 0 and moved[:, :, 27].sum() == 0
    assert torch.equal(shifted(pixels, 0, 0), pixels)
