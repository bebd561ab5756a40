"""Reads a model folder back into the modules that are trained, for a training that starts from it.

    model, entropy, threshold = read_folder(Path("folder"))

The inverse of the export: matrices that lie side by side in the graphs are parted, transposed, and the
rows of queries and keys brought back into their order. Weights are as exact as the folder stores them.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from assay_training.blt.config import Patching
from assay_training.blt.model import Blt, EntropyModel
from assay_training.blt.shape import Shape, Stack
from assay_training.blt.weights import ENTROPY, HASH

PARTS = ("entropy", "encoder", "global", "decoder")


def read_folder(folder: Path) -> tuple[Blt, EntropyModel, float]:
    """BLT, its entropy model and the threshold of its patches."""
    facts = json.loads((folder / "model.json").read_text())["blt"]
    shape, threshold = _shape(facts), _threshold(facts)
    weights = {HASH: _tables(folder, facts)}
    for part in PARTS:
        graph = onnx.load(folder / facts[part]["file"]).graph
        for stored in graph.initializer:
            if not stored.name.startswith("constant_"):
                array = numpy_helper.to_array(stored).astype(np.float32)
                weights |= _parted(stored.name, torch.from_numpy(array), facts[part]["head_size"])
    model, entropy = Blt(shape), EntropyModel(shape)
    of_entropy = {name: weights.pop(name) for name in list(weights) if name.startswith(ENTROPY)}
    entropy.load_state_dict({name.removeprefix(ENTROPY): weight for name, weight in of_entropy.items()})
    model.load_state_dict({name.removeprefix("model."): weight for name, weight in weights.items()})
    return model, entropy, threshold


def _parted(name: str, weight: torch.Tensor, head_size: int) -> dict[str, torch.Tensor]:
    """The checkpoint's tensors that a graph's weight holds, by the checkpoint's names."""
    if weight.dim() == 1 or name.endswith("embed_tokens.weight"):
        return {name: weight}
    rows = weight.T
    if name.endswith(".qkv"):
        query, key, value = rows.chunk(3)
        projections = {"q": _pairs_together(query, head_size), "k": _pairs_together(key, head_size), "v": value}
        return {name.replace(".qkv", f".{part}_proj.weight"): matrix for part, matrix in projections.items()}
    if name.endswith(".kv"):
        return {name.replace(".kv", f".{part}_proj.weight"): half for part, half in zip("kv", rows.chunk(2))}
    if name.endswith(".gate_proj.weight"):
        gate, up = rows.chunk(2)
        return {name: gate, name.replace("gate_proj", "up_proj"): up}
    return {name: rows}


def _pairs_together(rows: torch.Tensor, head_size: int) -> torch.Tensor:
    """Undoes the export's order of each head's rows, the even ones before the odd ones."""
    return rows.unflatten(0, (-1, 2, head_size // 2)).transpose(1, 2).flatten(0, 2)


def _tables(folder: Path, facts: dict) -> torch.Tensor:
    hashes = facts["hash"]
    numbers = np.fromfile(folder / hashes["file"], np.dtype(hashes["type"]).newbyteorder("<"))
    return torch.from_numpy(numbers.astype(np.float32)).view(-1, facts["width"])


def _shape(facts: dict) -> Shape:
    """Raises ValueError for what the trained modules cannot be."""
    if facts["entropy"] is None or facts["hash"]["functions"] != 1:
        raise ValueError("training needs an entropy model and one hash function")
    if facts["encoder"]["window"] != facts["decoder"]["window"]:
        raise ValueError("training needs the same window in encoder and decoder")
    entropy, encoder, latent, decoder = (
        Stack(**{key: facts[part][key] for key in ("layers", "width", "heads", "hidden")}) for part in PARTS
    )
    return Shape(
        entropy,
        encoder,
        latent,
        decoder,
        slots=facts["slots"],
        hash_sizes=tuple(facts["hash"]["sizes"]),
        hash_rows=facts["hash"]["rows"],
        window=facts["encoder"]["window"],
        entropy_window=facts["entropy"]["window"],
        context=facts["context"],
    )


def _threshold(facts: dict) -> float:
    patching = Patching(**facts["patching"])
    if patching.mode != "entropy" or patching != Patching("entropy", patching.threshold):
        raise ValueError("training knows patches that start above one entropy, and no other")
    return patching.threshold
