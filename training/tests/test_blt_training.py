"""What BLT is trained on, and what it starts with."""

import random

import pytest
import torch

from assay_training.blt.bytes import ByteDocuments, batches
from assay_training.blt.config import BOS, OFFSET
from assay_training.blt.copying import start_with_copying
from assay_training.blt.model import Blt
from assay_training.blt.shape import Shape, Stack
from assay_training.documents import Documents
from assay_training.tokenizer import train_tokenizer


def test_the_documents_are_those_of_the_twin_byte_for_byte(data):
    tokenizer = train_tokenizer(data, 1024)
    twins = Documents(data, tokenizer, seed=1).sequences(3, 20, 129)
    rows = ByteDocuments(data, tokenizer, seed=1, sentences_from=0).step(3, 20, 128)
    for (tokens, loss), (ids, counts) in zip(twins, rows, strict=True):
        assert ids[0] == BOS and not counts[0]
        text = bytes(int(i) - OFFSET for i in ids[1:] if i >= OFFSET)
        assert text.decode() == tokenizer.decode(tokens)
        scored = bytes(int(i) - OFFSET for i, c in zip(ids, counts) if c and i >= OFFSET)
        assert scored.decode() == tokenizer.decode([t for t, l in zip(tokens, loss) if l])


def test_batches_hold_every_row_once_within_their_size():
    draw = random.Random(1)
    rows = []
    for _ in range(30):
        length = draw.randint(2, 300)
        rows.append((torch.randint(1, 260, (length,)).numpy(), torch.ones(length).bool().numpy()))
    seen = []
    for ids, loss in batches(rows, 1024, 64):
        assert (ids.shape[1] - 1) % 64 == 0
        assert ids.shape[0] == 1 or ids.shape[0] * (ids.shape[1] - 1) <= 1024
        seen += [row[kept].tolist() for row, kept in zip(ids, loss)]
    assert sorted(seen) == sorted(ids.tolist() for ids, _ in rows)


@pytest.mark.filterwarnings("ignore:index_reduce")
@torch.no_grad()
def test_an_untrained_blt_continues_a_repetition():
    torch.manual_seed(1)
    plain, copying = Blt(Shape()), start_with_copying(Blt(Shape()))
    some = torch.randint(OFFSET, 260, (8, 64))
    ids = torch.cat([some, some], 1)
    ids[:, 0] = BOS
    starts = torch.rand(8, 129) < 0.2
    starts[:, :2] = True

    def continued(model):
        found = model.lm_head(model(ids, starts)).argmax(-1)
        return (found[:, 66:-1] == ids[:, 67:]).float().mean()

    assert continued(plain) < 0.1
    assert continued(copying) > 0.6


def test_a_shape_too_small_for_the_circuit_is_refused():
    narrow = Stack(1, 16, 2, 24)
    shape = Shape(encoder=narrow, decoder=narrow, latent=Stack(1, 32, 4, 48))
    with pytest.raises(ValueError, match="more than two local heads"):
        start_with_copying(Blt(shape))
