"""Checkpoints with random weights, made by transformers: for fixtures, tests, timings and trial exports."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from assay_training.blt.config import Patching
from assay_training.blt.reference import Reference, byte_ids


@dataclass(frozen=True)
class Part:
    layers: int
    width: int
    heads: int
    hidden: int
    key_heads: int | None = None

    def config(self, **others) -> dict:
        return {
            "num_hidden_layers": self.layers,
            "hidden_size": self.width,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.key_heads or self.heads,
            "intermediate_size": self.hidden,
            **others,
        }


@dataclass(frozen=True)
class Shape:
    entropy: Part
    encoder: Part
    latent: Part
    decoder: Part
    slots: int = 2
    rows: int = 31
    sizes: tuple[int, ...] = (3, 4, 5, 6, 7, 8)
    functions: int = 1
    assay: dict = field(default_factory=dict)  # the object "assay" of config.json


def save_random(folder: Path, shape: Shape, seed: int, sharpness: float = 3.0) -> None:
    """Writes config.json and model.safetensors as `BltForCausalLM.save_pretrained` does.

    Weights are drawn as transformers draws them, but norms are not all ones, and the entropy model's
    head is multiplied by `sharpness`: otherwise all its entropies would be near that of a uniform guess.
    """
    from transformers import BltConfig, BltForCausalLM  # takes seconds, so only where needed

    cross = {"cross_attn_k": shape.slots, "hidden_size_global": shape.latent.width}
    torch.manual_seed(seed)
    model = BltForCausalLM(
        BltConfig(
            cross_attn_k=shape.slots,
            encoder_hash_byte_group_size=list(shape.sizes),
            encoder_hash_byte_group_vocab=shape.rows,
            encoder_hash_byte_group_nb_functions=shape.functions,
            patcher_config=shape.entropy.config(),
            encoder_config=shape.encoder.config(cross_attn_all_layers=False, **cross),
            global_config=shape.latent.config(),
            decoder_config=shape.decoder.config(cross_attn_all_layers=True, **cross),
        )
    )
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.2 * torch.randn_like(parameter))
        model.model.patcher.lm_head.weight.mul_(sharpness)
    model.save_pretrained(folder)
    edit_config(folder, assay=shape.assay)


def set_threshold(folder: Path, texts: list[bytes], quantile: float) -> float:
    """Lets so large a share of these texts' bytes not start a patch; keeps away from every entropy."""
    reference = Reference.load(folder)
    threshold = between([h for text in texts for h in reference.entropies(byte_ids(text))[1:]], quantile)
    assay = json.loads((folder / "config.json").read_text())["assay"]
    patching = Patching("entropy", threshold).to_json()
    edit_config(folder, patching_threshold=threshold, assay=assay | {"patching": patching})
    return threshold


def between(values: list[float], quantile: float) -> float:
    """The middle of the widest gap between values near a quantile."""
    ordered = np.unique(values)
    place = round(quantile * (len(ordered) - 1))
    reach = max(1, len(ordered) // 20)
    near = ordered[max(0, place - reach) : place + reach + 1]
    widest = int(np.argmax(np.diff(near)))
    return round(float(near[widest] + near[widest + 1]) / 2, 6)


def edit_config(folder: Path, **changes) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes, indent=2) + "\n")
