"""Prefill and thoughts in one graph give what they give step by step."""

import numpy as np
import onnxruntime as ort
import pytest

from assay_training.coconut import fixtures
from assay_training.coconut.gpt2 import Gpt2Body, read_gpt2
from assay_training.coconut.onnx_latent import latent_layout
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.onnx_loop import loop_layout
from assay_training.coconut.random_gpt2 import save_random
from assay_training.decoder_onnx import Body

ROWS = [
    [7, 8, 9, 1],
    [270, 271, 272, 273, 274, 275, 276, 277, 1],
    [1],
    [280, 281, 30, 40, 50, 1],
]


@pytest.fixture(params=[*fixtures.SHAPES, "gpt2"])
def model_and_body(request, tmp_path):
    if request.param != "gpt2":
        return fixtures.random_model(fixtures.SHAPES[request.param], 5), Body
    save_random(tmp_path, 5)
    return read_gpt2(tmp_path / "checkpoint_1", tmp_path / "config.json").round_to_half(), Gpt2Body


@pytest.fixture
def step_by_step(model_and_body):
    return OnnxLatentDecoder(latent_layout(*model_and_body).model("test").SerializeToString())


@pytest.fixture
def loop(model_and_body):
    session = ort.InferenceSession(loop_layout(*model_and_body).model("test").SerializeToString())

    def run(rows, count):
        lengths = np.array([len(row) for row in rows])
        ids = np.zeros((len(rows), lengths.max()), np.int64)
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = tokens
        feed = {"input_ids": ids, "lengths": lengths, "count": np.array(count)}
        return dict(zip([o.name for o in session.get_outputs()], session.run(None, feed)))

    return run


@pytest.mark.parametrize("count", [0, 1, 5])
def test_ragged_rows_give_the_same_thoughts_and_logits(loop, step_by_step, count):
    found = loop(ROWS, count)
    thoughts, logits = step_by_step.think(ROWS, count)
    assert found["thoughts"].shape == thoughts.shape
    np.testing.assert_allclose(found["thoughts"], thoughts, atol=1e-4)
    np.testing.assert_allclose(found["logits"][:, 0], logits, atol=1e-4)


def test_the_cache_goes_on_with_the_step_graph(loop, step_by_step):
    count, lengths = 3, np.array([len(row) for row in ROWS])
    found = loop(ROWS, count)
    past = [(found[f"new.{i}.key"], found[f"new.{i}.value"]) for i in range(step_by_step.layers)]
    assert past[0][0].shape[2] == lengths.max() + count
    after = np.full((len(ROWS), 1), 2)
    step = step_by_step(after, lengths + count, past=past)
    for row, ids in enumerate(ROWS):
        thoughts = found["thoughts"][row]
        whole = [ids + [0] * count + [2]]
        given = np.arange(len(whole[0]))[None]
        given = (given >= len(ids)) & (given < len(ids) + count)
        read = np.zeros((1, len(whole[0]), thoughts.shape[-1]), np.float32)
        read[0, len(ids) : len(ids) + count] = thoughts
        wanted = step_by_step(whole, thoughts=read, given=given).logits[0, -1]
        np.testing.assert_allclose(step.logits[row, 0], wanted, atol=1e-4)


def test_weights_lie_in_the_file_once(model_and_body):
    plain = latent_layout(*model_and_body).model("test").ByteSize()
    assert loop_layout(*model_and_body).model("test").ByteSize() < 2 * plain
    names = [tensor.name for tensor in loop_layout(*model_and_body).model("test").graph.initializer]
    assert len(names) == len(set(names))
