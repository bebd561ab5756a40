"""Reference and exported graphs compute what transformers' BltForCausalLM computes where it is right.

That is in float32, without a cache, with padding at the right end only, without a largest patch length,
and, since it knows no windows, on rows no longer than the window.
"""

from itertools import accumulate

import numpy as np
import pytest
import torch

from assay_training.blt.config import read_config
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths, smallest_margin
from assay_training.blt.random_checkpoint import Part, Shape, save_random, set_threshold
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.writer import Precision
from assay_training.export_blt import export

transformers = pytest.importorskip("transformers")

PARAGRAPH = (
    "Zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich. Съешь же ещё этих мягких французских "
    "булок. Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. 色は匂へど散りぬるを。דג סקרן שט בים. นายสังฆภัณฑ์ 키스의 고유조건은 "
    "🙂🚀 𝒳. def f(x):\n\treturn {x: 12345.678}\n\n\n"
)
TEXTS = [
    b"a",
    " Hi, bob  x=1é z".encode(),
    b"\xff\xfe broken \xc3( UTF-8 \x80\x00",
    PARAGRAPH.encode()[:200],
    (PARAGRAPH * 2).encode()[:512],
]
SHAPES = {
    "two slots": Shape(
        entropy=Part(2, 32, 4, 48),
        encoder=Part(1, 32, 4, 48),
        latent=Part(2, 64, 4, 96),
        decoder=Part(2, 32, 4, 48),
        rows=101,
    ),
    "projection": Shape(
        entropy=Part(1, 24, 2, 40),
        encoder=Part(2, 32, 2, 64),
        latent=Part(3, 80, 5, 96),
        decoder=Part(1, 32, 8, 40),
        slots=4,
        rows=211,
    ),
    "one slot, deep encoder": Shape(
        entropy=Part(3, 16, 1, 24),
        encoder=Part(3, 48, 6, 64),
        latent=Part(1, 48, 3, 64),
        decoder=Part(4, 48, 4, 64),
        slots=1,
        rows=64,
    ),
    "two hash functions": Shape(
        entropy=Part(1, 16, 2, 24),
        encoder=Part(1, 40, 4, 48),
        latent=Part(2, 72, 6, 80),
        decoder=Part(2, 40, 2, 48),
        slots=3,
        rows=500002 // 1000,
        sizes=(2, 5, 9),
        functions=2,
    ),
    "wide patches": Shape(
        entropy=Part(1, 64, 8, 96),
        encoder=Part(1, 24, 3, 40),
        latent=Part(4, 128, 8, 160),
        decoder=Part(3, 24, 3, 40),
        rows=1021,
        sizes=(3, 4),
        functions=3,
    ),
    "shared keys": Shape(
        entropy=Part(2, 32, 4, 48, key_heads=2),
        encoder=Part(2, 32, 4, 48, key_heads=1),
        latent=Part(2, 64, 8, 96, key_heads=4),
        decoder=Part(2, 32, 4, 48, key_heads=2),
        rows=101,
    ),
}
WIDE = {"window": 1024, "entropy_window": 1024, "context": 1024}


@pytest.fixture(scope="module", params=list(SHAPES), ids=list(SHAPES))
def checkpoint(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint")
    shape = SHAPES[request.param]
    seed = 100 + list(SHAPES).index(request.param)
    save_random(folder, Shape(**{**vars(shape), "assay": WIDE}), seed)
    set_threshold(folder, TEXTS, 0.75)
    return folder


@pytest.fixture(scope="module")
def original(checkpoint):
    model = transformers.BltForCausalLM.from_pretrained(checkpoint, dtype=torch.float32).eval()
    assert model.config.patching_threshold == read_config(checkpoint).patching.threshold
    return model


def test_logits_and_patches_are_those_of_transformers(checkpoint, original, tmp_path):
    export(checkpoint, tmp_path / "model", read_config(checkpoint), Precision.FULL)
    reference, model = Reference.load(checkpoint), OnnxBlt(tmp_path / "model")
    most = 0
    for text in TEXTS:
        ids = byte_ids(text)
        expected, starts = _transformers(original, [ids])
        entropies = reference.entropies(ids)
        lengths = patch_lengths(ids, entropies, model.patching)
        most = max(most, *lengths)

        assert smallest_margin(entropies, model.patching) > 1e-4  # else patches could differ by rounding
        assert _starts(lengths) == starts[0]
        assert patch_lengths(ids, model.entropies(ids), model.patching) == lengths
        np.testing.assert_allclose(reference.logits(ids, lengths), expected[0], rtol=0, atol=1e-4)
        np.testing.assert_allclose(model.logits(ids, lengths), expected[0], rtol=0, atol=1e-4)
        np.testing.assert_allclose(model.logits(ids, lengths, step=37), expected[0], rtol=0, atol=1e-4)
    assert most > 4


def test_rows_of_a_batch_padded_at_the_right_end_are_those_of_transformers(checkpoint, original):
    reference = Reference.load(checkpoint)
    rows = [byte_ids(text) for text in TEXTS]
    expected, starts = _transformers(original, rows)
    for row, ids in enumerate(rows):
        lengths = reference.lengths(ids)
        assert [s for s in _starts(lengths) if s < len(ids)] == [s for s in starts[row] if s < len(ids)]
        found = reference.logits(ids, lengths)
        np.testing.assert_allclose(found, expected[row][: len(ids)], rtol=0, atol=1e-4)


@torch.no_grad()
def _transformers(model, rows: list[list[int]]) -> tuple[list[np.ndarray], list[list[int]]]:
    """Logits and, for each row, where patches start, the position after the last one included."""
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits
    c = model.config
    _, lengths, _ = model.model.patcher(
        ids, patch_size=c.patch_size, threshold=c.patching_threshold, max_patch_length=None
    )
    return list(logits.numpy()), [_starts_of_lengths(row) for row in lengths.tolist()]


def _starts_of_lengths(lengths: list[int]) -> list[int]:
    """A start at the row's end shows as a patch of length 0; further such patches are padding."""
    return sorted({0, *accumulate(lengths[:-1])})


def _starts(lengths: list[int]) -> list[int]:
    return [0, *accumulate(lengths[:-1])]
