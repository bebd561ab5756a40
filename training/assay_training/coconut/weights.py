"""Reads an exported latent decoder back into PyTorch, so that "the same weights" is meant literally."""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from assay_training.coconut.model import LatentDecoder
from assay_training.decoder import DecoderConfig, inverse_frequencies

JOINED = {"qkv": ("query", "key", "value"), "gate_up": ("gate", "up")}
TRANSPOSED = ("attention.qkv", "attention.out", "feed_forward.gate_up", "feed_forward.down")


def read_folder(folder: Path) -> tuple[LatentDecoder, Tokenizer, dict]:
    """The model, its tokenizer and what its model.json says."""
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    model = read_latent(folder / facts["decoder"]["file"], facts["decoder"])
    return model, Tokenizer.from_file(str(folder / "tokenizer.json")), facts


def read_latent(file: Path, decoder: dict) -> LatentDecoder:
    """The weights of a graph that `onnx_latent.latent_layout` wrote, its sizes as in model.json.

    A plain decoder's graph is read as well; its feedback factor is 1. So are graphs of before, whose
    matrices lay in one.
    """
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(file).graph.initializer}
    if not {"layer.0.query", "layer.0.qkv"} & arrays.keys():
        raise ValueError(f"{file} is not a decoder that this package trained: it has no weight layer.0.query")
    arrays |= joined(arrays, decoder["layers"])[0]
    hidden = arrays["layer.0.gate_up"].shape[1] // 2
    names = ("vocabulary", "width", "layers", "heads", "key_value_heads", "context")
    config = DecoderConfig(hidden=hidden, **{name: decoder[name] for name in names})
    _check_constants(file, arrays, config)
    feedback = float(arrays["feedback"]) if "feedback" in arrays else 1.0
    model = LatentDecoder(config, feedback, "end.weight" in arrays)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            array = arrays[graph_name(name)].astype(np.float32)
            array = array.T if name.removesuffix(".weight").endswith(TRANSPOSED) else array
            parameter.copy_(torch.from_numpy(array.copy()).reshape(parameter.shape))
    return model.eval()


def joined(arrays: dict[str, np.ndarray], layers: int) -> tuple[dict[str, np.ndarray], set[str]]:
    """The matrices that the model has in one and the graph in several, and the names of these."""
    wholes, parts = {}, set()
    for i in range(layers):
        for whole, names in JOINED.items():
            names = [f"layer.{i}.{name}" for name in names]
            if names[0] in arrays:
                wholes[f"layer.{i}.{whole}"] = np.concatenate([arrays[name] for name in names], 1)
                parts |= set(names)
    return wholes, parts


def graph_name(parameter: str) -> str:
    """What holds a parameter, whole, in the graph: `layer.0.qkv` for `blocks.0.attention.qkv.weight`."""
    if parameter.startswith("end."):
        return parameter
    name = parameter.removesuffix(".weight").replace("blocks.", "layer.")
    for inner in ("attention.", "feed_forward."):
        name = name.replace("." + inner, ".")
    return name


def _check_constants(file: Path, arrays: dict, config: DecoderConfig) -> None:
    """Rotations and the norm's epsilon have no names in the graph: they must be the usual ones."""
    constants = [array for name, array in arrays.items() if name.startswith("constant_")]
    for wanted in (inverse_frequencies(config).numpy(), np.float32(config.norm_epsilon)):
        if not any(np.array_equal(constant, wanted) for constant in constants):
            raise ValueError(f"{file}: its rotary base or its norms' epsilon is not the usual one")
