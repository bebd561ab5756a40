"""The latent decoder's graph computes what PyTorch computes, whatever is token and what thought."""

import numpy as np
import pytest
import torch

from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.onnx_latent import latent_layout
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.reference import Plan, think
from assay_training.decoder import DecoderConfig

SMALL = DecoderConfig(vocabulary=64, width=32, layers=2, heads=4, key_value_heads=4, hidden=48)
GROUPED = DecoderConfig(vocabulary=64, width=32, layers=3, heads=4, key_value_heads=2, hidden=48)
BEGIN, END = 61, 62


def random_model(config, ends):
    torch.manual_seed(11)
    model = LatentDecoder(config, feedback=0.3, ends=ends)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 2:
                parameter.mul_(1 if name.startswith("end") else 8)  # sharp attention
    return model.round_to_half().eval()


@pytest.fixture(params=[(SMALL, False), (GROUPED, True)], ids=["plain", "grouped, classifier"])
def model(request):
    return random_model(*request.param)


@pytest.fixture
def run(model):
    return OnnxLatentDecoder(latent_layout(model).model("test").SerializeToString())


def tokens(*shape, seed=0):
    return np.random.default_rng(seed).integers(0, 64, shape)


def vectors(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


@torch.no_grad()
def expected(model, ids, thoughts, given):
    """Logits, thoughts and probabilities of rows without a past, from PyTorch."""
    embeddings = model.embedding(torch.as_tensor(ids))
    mixed = torch.where(torch.as_tensor(given)[..., None], torch.as_tensor(thoughts), embeddings)
    hidden = model.hidden(mixed)
    end = model.end_probability(hidden).numpy() if model.end is not None else None
    return model.head(hidden).numpy(), model.thought(hidden).numpy(), end


def close(step, wanted, part=np.s_[:]):
    logits, thought, end = wanted
    np.testing.assert_allclose(step.logits, logits[part], atol=1e-4)
    np.testing.assert_allclose(step.thought, thought[part], atol=1e-4)
    if end is None:
        assert step.end is None
    else:
        np.testing.assert_allclose(step.end, end[part], atol=1e-5)


def test_tokens_and_thoughts_mixed_in_one_pass(model, run):
    ids, thoughts = tokens(3, 20), vectors(3, 20, 32)
    given = np.random.default_rng(3).random((3, 20)) < 0.5
    close(run(ids, thoughts=thoughts, given=given), expected(model, ids, thoughts, given))


def test_without_thoughts_it_is_the_plain_decoder(model, run):
    ids = tokens(2, 9)
    with torch.no_grad():
        logits = model.logits(torch.as_tensor(ids)).numpy()
    np.testing.assert_allclose(run(ids).logits, logits, atol=1e-4)


def test_only_where_asked(model, run):
    ids, thoughts, asked = tokens(2, 9), vectors(2, 9, 32), np.array([[8, 0], [3, 3]])
    given = np.arange(18).reshape(2, 9) % 3 == 0
    step = run(ids, asked=asked, thoughts=thoughts, given=given)
    close(step, expected(model, ids, thoughts, given), (np.arange(2)[:, None], asked))


def test_ragged_rows_with_a_prefix_and_rubbish_beyond_their_past(model, run):
    prefix_ids, past_ids, ids = tokens(1, 5, seed=1), tokens(3, 8, seed=2), tokens(3, 4, seed=3)
    prefix = run(prefix_ids).new
    lengths, past_thoughts = np.array([8, 0, 3]), vectors(3, 8, 32, seed=4)
    past_given = np.random.default_rng(5).random((3, 8)) < 0.5
    past = run(past_ids, prefix=prefix, thoughts=past_thoughts, given=past_given).new
    for layer in past:
        for cache in layer:
            for row, length in enumerate(lengths):
                cache[row, :, length:] = 1e4
    thoughts, given = vectors(3, 4, 32, seed=6), np.array([[0, 1, 1, 0], [1, 1, 0, 0], [1, 1, 1, 1]]) > 0

    step = run(ids, lengths, prefix, past, thoughts=thoughts, given=given)

    for row, length in enumerate(lengths):
        whole = np.concatenate([prefix_ids[0], past_ids[row, :length], ids[row]])[None]
        read = np.concatenate([vectors(5, 32), past_thoughts[row, :length], thoughts[row]])[None]
        where = np.concatenate([np.zeros(5, bool), past_given[row, :length], given[row]])[None]
        logits, thought, _ = expected(model, whole, read, where)
        np.testing.assert_allclose(step.logits[row], logits[0, -4:], atol=1e-4)
        np.testing.assert_allclose(step.thought[row], thought[0, -4:], atol=1e-4)


def test_thinking_in_a_ragged_batch_is_the_method_row_by_row(model, run):
    rows = [tokens(n, seed=n).tolist() + [BEGIN] for n in (1, 7, 4, 19)]
    for count in (0, 1, 5):
        thoughts, logits = run.think(rows, count)
        for row, ids in enumerate(rows):
            alone = think(model, ids[:-1], Plan((BEGIN,), (), count))
            assert len(alone.thoughts) == count and len(alone.read) == count + 1
            for found, wanted in zip(thoughts[row], alone.thoughts):
                np.testing.assert_allclose(found, wanted, atol=1e-4)
            np.testing.assert_allclose(logits[row], alone.logits, atol=1e-4)


def test_a_row_gives_the_same_bits_whatever_stands_in_the_other_rows(model, run):
    ids, thoughts = tokens(9, 12), vectors(9, 12, 32)
    given = np.random.default_rng(3).random((9, 12)) < 0.5
    whole = run(ids, thoughts=thoughts, given=given)
    for rows in ([0, 1], [1, 5, 7], [8, 0, 3, 4, 2]):
        part = run(ids[rows], thoughts=thoughts[rows], given=given[rows])
        np.testing.assert_array_equal(part.logits, whole.logits[rows])
        np.testing.assert_array_equal(part.thought, whole.thought[rows])
        if part.end is not None:
            np.testing.assert_array_equal(part.end, whole.end[rows])


def test_single_steps_give_the_same_bits_in_batches_of_other_sizes(run):
    ids, thoughts, lengths = tokens(9, 1), vectors(9, 1, 32), np.arange(9) + 4
    past = run(tokens(9, 64, seed=2)).new
    whole = run(ids, lengths, past=past, thoughts=thoughts)
    part = [tuple(cache[2:5] for cache in layer) for layer in past]
    step = run(ids[2:5], lengths[2:5], past=part, thoughts=thoughts[2:5])
    np.testing.assert_array_equal(step.logits, whole.logits[2:5])
    np.testing.assert_array_equal(step.thought, whole.thought[2:5])


def test_other_feedback_gives_other_second_thoughts(model):
    first = think(model, [3, 4, 5], Plan((BEGIN,), (END,), 2))
    model.feedback.fill_(1.0)
    other = think(model, [3, 4, 5], Plan((BEGIN,), (END,), 2))
    np.testing.assert_allclose(other.thoughts[0], first.thoughts[0] / 0.3, rtol=1e-4)
    assert (other.thoughts[1] - first.thoughts[1] / 0.3).abs().max() > 0.01


def test_the_classifier_ends_thinking_where_it_first_passes_the_threshold():
    model = random_model(GROUPED, True)
    run = think(model, [3, 4, 5], Plan((BEGIN,), (), 6))
    assert len(run.thoughts) == 6 and len(run.ends) == 7
    for threshold in (min(run.ends), max(run.ends)):
        first = next(i for i, p in enumerate(run.ends) if p >= threshold)
        ended = think(model, [3, 4, 5], Plan((BEGIN,), (), 6, threshold))
        assert ended.ends == run.ends[: first + 1] and len(ended.thoughts) == first
