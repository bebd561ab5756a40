"""A checkpoint's tensors by their Hugging Face names, read one at a time and computed with as fp32."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from safetensors import safe_open

from assay_training.blt import official
from assay_training.blt.config import VOCABULARY, BltConfig, Stack

HASH = "model.encoder_hash_tok_embedding.weight"
ENTROPY = "model.patcher."  # prefix of the entropy model's names


class Weights:
    """Tensors stay in their files, so that a model larger than memory can be read part by part.

    `rounded` says which names are rounded to fp16 first, as an exported file stores them.
    """

    def __init__(self, folder: Path, rounded: Callable[[str], bool] = lambda name: False):
        is_official = official.is_official(folder)
        self._stored = official.tensors(folder) if is_official else safetensors(folder)
        self._rounded = rounded

    def parameters(self) -> int:
        return sum(torch.Size(self.shape(name)).numel() for name in self._stored)

    def names(self) -> Iterable[str]:
        return self._stored.keys()

    def shape(self, name: str) -> tuple[int, ...]:
        stored = self._stored[name]
        return tuple(stored.get_shape() if hasattr(stored, "get_shape") else stored.shape)

    def __getitem__(self, name: str) -> torch.Tensor:
        return self._ready(name, self._stored[name][:])

    def rows(self, name: str, rows: torch.Tensor) -> torch.Tensor:
        """Chosen rows, `[*rows.shape, width]`, without reading the whole tensor."""
        chosen, places = rows.unique(return_inverse=True)
        read = torch.cat([self._stored[name][row : row + 1] for row in chosen.tolist()])
        return self._ready(name, read)[places]

    def blocks(self, name: str, size: int = 1 << 16) -> Iterable[torch.Tensor]:
        """All rows, some at a time."""
        count = self.shape(name)[0]
        for row in range(0, count, size):
            yield self._ready(name, self._stored[name][row : min(row + size, count)])

    def check(self, config: BltConfig) -> None:
        """Raises ValueError unless the tensors are just those that the config speaks of."""
        expected = tensor_shapes(config)
        found = {name: self.shape(name) for name in self._stored}
        wrong = [f"{name} is missing" for name in expected.keys() - found.keys()]
        wrong += [f"{name} is not known" for name in found.keys() - expected.keys()]
        wrong += [
            f"{name} is {list(found[name])}, not {list(expected[name])}"
            for name in expected.keys() & found.keys()
            if found[name] != expected[name]
        ]
        if wrong:
            more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
            raise ValueError(f"weights and config.json disagree: {'; '.join(sorted(wrong)[:5])}{more}")

    def _ready(self, name: str, tensor: torch.Tensor) -> torch.Tensor:
        return (tensor.half() if self._rounded(name) else tensor).float()


def safetensors(folder: Path) -> dict:
    """Slices of the tensors of model.safetensors, or of the shards that its index names."""
    index = folder / "model.safetensors.index.json"
    names = {"model.safetensors"}
    if index.exists():
        names = set(json.loads(index.read_text())["weight_map"].values())
    tensors = {}
    for name in sorted(names):
        if not (folder / name).exists():
            raise FileNotFoundError(
                f"{folder} has no {name}; a folder written by BltForCausalLM.save_pretrained is needed"
            )
        file = safe_open(folder / name, framework="pt")
        tensors |= {key: file.get_slice(key) for key in file.keys()}
    return tensors


def tensor_shapes(config: BltConfig) -> dict[str, tuple[int, ...]]:
    """Every tensor of a model, as `BltForCausalLM` names them."""
    width, slots, wide = config.width, config.slots, config.latent.width
    shapes = {
        "model.local_encoder.embed_tokens.weight": (VOCABULARY, width),
        "model.local_encoder.patch_embedding_projection.weight": (slots * width, width),
        "model.local_decoder.patch_embedding_projection.weight": (slots * width, wide),
        "model.local_decoder.norm.weight": (width,),
        "lm_head.weight": (VOCABULARY, width),
        HASH: (config.hashes.tables * config.hashes.rows, width),
        **_blocks("model.local_encoder", config.encoder),
        **_cross("model.local_encoder.cross_attn_layers.0", config.encoder),
        **_blocks("model.global_transformer", config.latent),
        **_blocks("model.local_decoder", config.decoder),
    }
    for layer in range(config.decoder.layers):
        shapes |= _cross(f"model.local_decoder.cross_attn_layers.{layer}", config.decoder)
    if config.projects:
        shapes["model.global_transformer.token_embedding_projection.weight"] = (wide, slots * width)
    if config.entropy:
        shapes |= _blocks("model.patcher", config.entropy)
        shapes[f"{ENTROPY}norm.weight"] = (config.entropy.width,)
        for name in ("embed_tokens", "lm_head"):
            shapes[f"{ENTROPY}{name}.weight"] = (VOCABULARY, config.entropy.width)
    return shapes


def _blocks(prefix: str, stack: Stack) -> dict[str, tuple[int, ...]]:
    shapes = {}
    for layer in range(stack.layers):
        name = f"{prefix}.layers.{layer}"
        shapes |= _attention(f"{name}.self_attn", stack)
        for norm in ("input_layernorm", "post_attention_layernorm"):
            shapes[f"{name}.{norm}.weight"] = (stack.width,)
        shapes[f"{name}.mlp.gate_proj.weight"] = (stack.hidden, stack.width)
        shapes[f"{name}.mlp.up_proj.weight"] = (stack.hidden, stack.width)
        shapes[f"{name}.mlp.down_proj.weight"] = (stack.width, stack.hidden)
    return shapes


def _cross(name: str, stack: Stack) -> dict[str, tuple[int, ...]]:
    norms = {f"{name}.{norm}.weight": (stack.width,) for norm in ("q_norm", "k_norm")}
    return _attention(name, stack) | norms


def _attention(name: str, stack: Stack) -> dict[str, tuple[int, ...]]:
    keys = stack.key_heads * stack.head_size
    rows = {"q": stack.width, "k": keys, "v": keys, "o": stack.width}
    return {f"{name}.{part}_proj.weight": (count, stack.width) for part, count in rows.items()}
