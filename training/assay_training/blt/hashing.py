"""Rows of the n-gram tables: a polynomial of the last n ids, modulo the number of rows."""

import torch
import torch.nn.functional as F

from assay_training.blt.config import Hashes

# One prime for each hash function, from facebookresearch/blt.
PRIMES = (
    1000000007,
    5915587277,
    1500450271,
    3267000013,
    5754853343,
    4093082899,
    9576890767,
    3628273133,
    2860486313,
    5463458053,
    3367900313,
)


def hash_rows(ids: torch.Tensor, hashes: Hashes) -> torch.Tensor:
    """Rows `[..., positions, tables]` of `ids` (int64 `[..., positions]`), in all tables laid end to end.

    The oldest id has power 0; sums wrap in 64 bits; before the row's beginning stand zeros.
    """
    columns = []
    for function in range(hashes.functions):
        prime = PRIMES[function % len(PRIMES)]
        for size in hashes.sizes:
            padded = F.pad(ids, (size - 1, 0))
            powers = torch.tensor([_wrapped(prime**m) for m in range(size)])
            sums = (padded.unfold(-1, size, 1) * powers).sum(-1)  # int64 wraps
            columns.append(sums.remainder(hashes.rows) + len(columns) * hashes.rows)
    return torch.stack(columns, -1)


def _wrapped(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63
