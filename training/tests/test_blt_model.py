"""The model that is trained computes what the reference does with the weights it saves."""

import numpy as np
import pytest
import torch

from assay_training.blt.model import Blt, EntropyModel, patch_starts
from assay_training.blt.patching import patch_of_positions
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.shape import Shape, Stack
from assay_training.blt.weights import Weights
from assay_training.blt_lm import save_hugging_face

SHAPE = Shape(
    entropy=Stack(2, 16, 2, 24),
    encoder=Stack(2, 16, 2, 24),
    latent=Stack(2, 32, 4, 48),
    decoder=Stack(2, 16, 2, 24),
    hash_rows=61,
    window=70,
    entropy_window=33,
)
TEXT = ('Spell out the word "harbour". Größe, Съешь же ещё, 日本語 🙂. ' * 3).encode()[:191]


@pytest.fixture(scope="module")
def models():
    torch.manual_seed(6)
    model, entropy = Blt(SHAPE).eval(), EntropyModel(SHAPE).eval()
    with torch.no_grad():
        entropy.lm_head.weight.mul_(3)
    return model, entropy


@torch.no_grad()
def test_entropies_patches_and_logits_are_those_of_the_reference(models, tmp_path):
    model, entropy = models
    ids = torch.tensor([byte_ids(TEXT), byte_ids(TEXT[::-1])])  # a multiple of the model's block
    entropies = entropy.entropies(ids)
    threshold = float(entropies[:, 1:].flatten().sort().values[-80:-78].mean())
    starts = patch_starts(entropies, threshold)
    logits = model.lm_head(model(ids, starts))

    save_hugging_face(tmp_path, model, entropy, threshold)
    reference = Reference.load(tmp_path)
    Weights(tmp_path).check(reference.config)
    for row, some in enumerate(ids.tolist()):
        np.testing.assert_allclose(entropies[row], reference.entropies(some), rtol=0, atol=1e-4)
        lengths = reference.lengths(some)
        assert patch_of_positions(lengths) == (starts[row].long().cumsum(0) - 1).tolist()
        found = reference.logits(some, lengths)
        np.testing.assert_allclose(logits[row], found, rtol=0, atol=1e-4)
