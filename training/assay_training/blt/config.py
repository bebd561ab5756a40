"""What a BLT checkpoint in the Hugging Face layout says about itself.

`config.json` is that of `BltForCausalLM` (transformers 5.17). What it cannot say stands in an
additional object, key "assay": windows, context, patching and what a model card needs. The layout of
facebookresearch/blt is read as well (`official.py`).
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from assay_training.blt import official

OFFSET = 4  # byte b has id b + 4
BOS, EOS = 1, 2
VOCABULARY = 260
WINDOW = 512  # of the released models; Hugging Face's config has no field for it
CONTEXT = 8192

# What transformers 5.17 takes for a missing key; the released 1B model's shapes.
_LOCAL = {"hidden_size": 1024, "num_attention_heads": 16, "intermediate_size": 2816}
_DEFAULTS = {
    "patcher_config": {
        "hidden_size": 768,
        "num_hidden_layers": 14,
        "num_attention_heads": 12,
        "intermediate_size": 2048,
        "rope_theta": 10000.0,
    },
    "encoder_config": _LOCAL | {"num_hidden_layers": 1, "rope_theta": 500000.0},
    "decoder_config": _LOCAL | {"num_hidden_layers": 9, "rope_theta": 500000.0},
    "global_config": {
        "hidden_size": 2048,
        "num_hidden_layers": 25,
        "num_attention_heads": 16,
        "intermediate_size": 5632,
        "rope_theta": 500000.0,
    },
}


@dataclass(frozen=True)
class Stack:
    """A stack of transformer blocks. `window` counts the query itself; None sees everything."""

    layers: int
    heads: int
    key_heads: int
    width: int
    hidden: int
    theta: float
    epsilon: float
    window: int | None

    @property
    def head_size(self) -> int:
        return self.width // self.heads


@dataclass(frozen=True)
class Hashes:
    """N-gram tables: one of `rows` rows for each function and each size, in this nesting."""

    sizes: tuple[int, ...]
    functions: int
    rows: int

    @property
    def tables(self) -> int:
        return self.functions * len(self.sizes)


@dataclass(frozen=True)
class Patching:
    """Where patches start; `patching.py` says what each mode means."""

    mode: str = "entropy"  # entropy, space, static, bytes
    threshold: float | None = None
    monotonic: bool = False
    threshold_add: float | None = None
    max_patch_length: int | None = None
    size: int | None = None

    def __post_init__(self):
        if self.mode not in ("entropy", "space", "static", "bytes"):
            raise ValueError(f"patching mode {self.mode!r}; valid are entropy, space, static, bytes")
        if self.mode == "entropy" and self.threshold is None:
            raise ValueError("entropy patching needs a threshold (nats)")
        if self.monotonic and self.threshold_add is not None:
            raise ValueError("monotonic and threshold_add exclude each other")
        if self.mode == "static" and (self.size is None or self.size < 1):
            raise ValueError("static patching needs a size of at least 1")
        if self.max_patch_length is not None and self.max_patch_length < 1:
            raise ValueError("max_patch_length must be at least 1, or null for none")

    def to_json(self) -> dict:
        """Only the keys of its mode."""
        keys = {
            "entropy": ("mode", "threshold", "monotonic", "threshold_add", "max_patch_length"),
            "static": ("mode", "size", "max_patch_length"),
        }.get(self.mode, ("mode", "max_patch_length"))
        return {key: value for key, value in asdict(self).items() if key in keys}


@dataclass(frozen=True)
class BltConfig:
    entropy: Stack | None  # None: no entropy model, so no entropy patching
    encoder: Stack
    latent: Stack  # the global transformer
    decoder: Stack
    slots: int  # vectors per patch, cross_attn_k
    hashes: Hashes
    patching: Patching
    context: int
    name: str = "blt"
    description: str = ""
    licence: str = ""
    training_data: str = ""

    @property
    def width(self) -> int:
        return self.encoder.width

    @property
    def projects(self) -> bool:
        """Whether a linear layer stands between a patch's slots and the global transformer."""
        return self.slots * self.width != self.latent.width


def read_config(folder: Path) -> BltConfig:
    if official.is_official(folder):
        return parse_config(official.config(folder))
    return parse_config(json.loads((folder / "config.json").read_text()))


def parse_config(config: dict) -> BltConfig:
    assay = config.get("assay", {})
    context = assay.get("context", CONTEXT)
    window = assay.get("window", WINDOW) or context  # null: no window
    entropy_window = assay.get("entropy_window", window) or context
    stacks = {
        "encoder": _stack(config, "encoder_config", window),
        "latent": _stack(config, "global_config", None),
        "decoder": _stack(config, "decoder_config", window),
    }
    _check_cross_attention(config, stacks["encoder"], stacks["decoder"])
    patched = config.get("patch_in_forward", True) is not False
    entropy = _stack(config, "patcher_config", entropy_window) if patched else None
    if len({stack.epsilon for stack in (entropy, *stacks.values()) if stack}) > 1:
        raise ValueError("config.json: rms_norm_eps differs between the parts; one value is needed")
    patching = _patching(config, assay)
    if patching.mode == "entropy" and entropy is None:
        raise ValueError("config.json: patch_in_forward is false, but patching is by entropy")
    return BltConfig(
        entropy=entropy,
        **stacks,
        slots=config.get("cross_attn_k", 2),
        hashes=Hashes(
            tuple(config.get("encoder_hash_byte_group_size") or (3, 4, 5, 6, 7, 8)),
            config.get("encoder_hash_byte_group_nb_functions", 1),
            config.get("encoder_hash_byte_group_vocab", 500002),
        ),
        patching=patching,
        context=context,
        **{k: assay[k] for k in ("name", "description", "licence", "training_data") if k in assay},
    )


def _stack(config: dict, key: str, window: int | None) -> Stack:
    part = _DEFAULTS[key] | {k: v for k, v in (config.get(key) or {}).items() if v is not None}
    rope = part.get("rope_parameters") or part.get("rope_scaling") or {}
    if rope.get("rope_type", "default") != "default":
        raise ValueError(f"config.json: {key} has RoPE of type {rope['rope_type']!r}; only default is known")
    if part.get("hidden_act", "silu") != "silu":
        raise ValueError(f"config.json: {key} has activation {part['hidden_act']!r}; only silu is known")
    return Stack(
        layers=part["num_hidden_layers"],
        heads=part["num_attention_heads"],
        key_heads=part.get("num_key_value_heads") or part["num_attention_heads"],
        width=part["hidden_size"],
        hidden=part["intermediate_size"],
        theta=float(rope.get("rope_theta", part["rope_theta"])),
        epsilon=part.get("rms_norm_eps", 1e-5),
        window=window,
    )


def _patching(config: dict, assay: dict) -> Patching:
    if "patching" in assay:
        return Patching(**assay["patching"])
    longest = config.get("max_patch_length")
    if config.get("patching_mode", "entropy") != "entropy":
        return Patching("bytes", max_patch_length=longest)  # what transformers does then
    return Patching("entropy", config["patching_threshold"], max_patch_length=longest)


def _check_cross_attention(config: dict, encoder: Stack, decoder: Stack) -> None:
    if encoder.width != decoder.width:
        raise ValueError(
            f"encoder width {encoder.width} and decoder width {decoder.width} must be the same: "
            "the decoder's input is the encoder's output"
        )
    if (config.get("encoder_config") or {}).get("cross_attn_all_layers", False) and encoder.layers > 1:
        raise ValueError(
            "config.json: encoder_config.cross_attn_all_layers is true. Cross-attention in every encoder "
            "layer is not supported: no released model has it, and the two public implementations "
            "disagree on its meaning. Only false can be exported"
        )
    if not (config.get("decoder_config") or {}).get("cross_attn_all_layers", True) and decoder.layers > 1:
        raise ValueError(
            "config.json: decoder_config.cross_attn_all_layers is false; only true can be exported"
        )
