"""The exported graph computes what PyTorch computes, however its tokens are split into passes."""

import numpy as np
import onnxruntime as ort
import pytest
import torch

from assay_training.decoder import Decoder, DecoderConfig
from assay_training.decoder_onnx import assay_layout, optimum_layout
from assay_training.onnx_decoder import OnnxDecoder

SMALL = DecoderConfig(vocabulary=64, width=32, layers=2, heads=4, key_value_heads=4, hidden=48)
GROUPED = DecoderConfig(vocabulary=64, width=32, layers=2, heads=4, key_value_heads=2, hidden=48)


@pytest.fixture(params=[SMALL, GROUPED], ids=["one key per head", "grouped keys"])
def model(request):
    torch.manual_seed(7)
    model = Decoder(request.param)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 2:
                parameter.mul_(8)  # sharp attention, so that a wrong mask shows
    return model.round_to_half().eval()


def decoder(model):
    return OnnxDecoder(assay_layout(model).model("test").SerializeToString())


def expected(model, ids):
    with torch.no_grad():
        return model.logits(torch.as_tensor(np.asarray(ids))).numpy()


def tokens(*shape, seed=0):
    return np.random.default_rng(seed).integers(0, 64, shape)


def test_prefill_without_prefix_and_past(model):
    ids = tokens(3, 20)
    logits, _ = decoder(model)(ids)
    np.testing.assert_allclose(logits, expected(model, ids), atol=1e-4)


def test_logits_only_where_asked(model):
    ids, asked = tokens(2, 9), np.array([[8, 0], [3, 3]])
    logits, _ = decoder(model)(ids, asked=asked)
    full = expected(model, ids)
    np.testing.assert_allclose(logits, full[np.arange(2)[:, None], asked], atol=1e-4)


def test_step_by_step_with_a_growing_cache(model):
    run, ids = decoder(model), tokens(2, 12)
    past = run.empty(2)
    for step in range(12):
        lengths = np.full(2, step)
        logits, new = run(ids[:, step : step + 1], lengths, past=past)
        past = [tuple(np.concatenate(pair, 2) for pair in zip(*layer)) for layer in zip(past, new)]
        np.testing.assert_allclose(logits[:, 0], expected(model, ids)[:, step], atol=1e-4)


def test_a_prefix_shared_by_all_rows(model):
    run, prefix_ids, ids = decoder(model), tokens(1, 11, seed=1), tokens(4, 6, seed=2)
    _, prefix = run(prefix_ids)
    logits, _ = run(ids, prefix=prefix)
    joined = np.concatenate([np.repeat(prefix_ids, 4, 0), ids], 1)
    np.testing.assert_allclose(logits, expected(model, joined)[:, 11:], atol=1e-4)


@pytest.mark.parametrize("rubbish", [0.0, 1e4, -1e30])
def test_ragged_rows_with_rubbish_beyond_their_past(model, rubbish):
    run, prefix_ids = decoder(model), tokens(1, 5, seed=1)
    _, prefix = run(prefix_ids)
    past_ids, lengths = tokens(3, 8, seed=2), np.array([8, 0, 3])
    _, past = run(past_ids, prefix=prefix)
    for layer in past:
        for cache in layer:
            for row, length in enumerate(lengths):
                cache[row, :, length:] = rubbish
    ids = tokens(3, 4, seed=3)

    logits, _ = run(ids, lengths, prefix=prefix, past=past)

    for row, length in enumerate(lengths):
        joined = np.concatenate([prefix_ids[0], past_ids[row, :length], ids[row]])[None]
        np.testing.assert_allclose(logits[row], expected(model, joined)[0, -4:], atol=1e-4)


def test_right_padding_of_new_tokens_is_harmless(model):
    run, ids = decoder(model), tokens(2, 7)
    padded = ids.copy()
    padded[1, 4:] = 0
    logits, _ = run(padded)
    np.testing.assert_array_equal(logits[1, :4], run(ids)[0][1, :4])


def test_the_usual_layout_agrees_with_left_padding(model):
    session = ort.InferenceSession(optimum_layout(model).model("t").SerializeToString())
    c, ids = model.config, tokens(2, 10)
    mask = np.ones((2, 10), np.int64)
    mask[1, :4] = 0
    positions = np.maximum(mask.cumsum(1) - 1, 0)

    def run(lo, hi, past):
        feed = {
            "input_ids": ids[:, lo:hi],
            "attention_mask": mask[:, :hi],
            "position_ids": positions[:, lo:hi],
        }
        for i in range(c.layers):
            feed[f"past_key_values.{i}.key"], feed[f"past_key_values.{i}.value"] = past[i]
        result = dict(zip([o.name for o in session.get_outputs()], session.run(None, feed)))
        present = [(result[f"present.{i}.key"], result[f"present.{i}.value"]) for i in range(c.layers)]
        return result["logits"], present

    nothing = np.zeros((2, c.key_value_heads, 0, c.head_size), np.float32)
    _, past = run(0, 7, [(nothing, nothing)] * c.layers)
    logits, _ = run(7, 10, past)

    np.testing.assert_allclose(logits[0], expected(model, ids[:1])[0, 7:], atol=1e-4)
    np.testing.assert_allclose(logits[1], expected(model, ids[1:, 4:])[0, 3:], atol=1e-4)


def test_what_is_computed_where_asked_is_the_same_whatever_else_is_asked(model):
    """From two positions on; kernels for a single row of numbers sum differently."""
    run, ids = decoder(model), tokens(3, 16)
    everywhere, _ = run(ids)
    for asked in ([[15, 0]] * 3, [[15, 3, 3]] * 3):
        logits, _ = run(ids, asked=np.array(asked))
        np.testing.assert_array_equal(logits, everywhere[np.arange(3)[:, None], asked])
