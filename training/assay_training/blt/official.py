"""Reads the layout in which facebookresearch/blt publishes its models as if it were Hugging Face's.

A folder holds either `params.json` and `consolidated.pth`, or `config.json` (its object "args") and
`model.safetensors`. The entropy model lies in the folder `entropy_model` inside or beside it, in either
form. Names and meanings are those of that repository and of its converter to Hugging Face's layout.
"""

import json
from pathlib import Path

import torch
from safetensors import safe_open

_ENTROPY = "entropy_model"
_PARTS = (
    (".attention.", ".self_attn."),
    (".feed_forward.", ".mlp."),
    (".attention_norm.", ".input_layernorm."),
    (".ffn_norm.", ".post_attention_layernorm."),
    (".tok_embeddings.", ".embed_tokens."),
    (".cross_attn_norm_q.", ".q_norm."),
    (".cross_attn_norm_kv.", ".k_norm."),
    (".w1.", ".gate_proj."),
    (".w2.", ".down_proj."),
    (".w3.", ".up_proj."),
    (".wq.", ".q_proj."),
    (".wk.", ".k_proj."),
    (".wv.", ".v_proj."),
    (".wo.", ".o_proj."),
    (".output.", ".lm_head."),
)
_TABLE = "model.encoder_hash_tok_embedding."


def is_official(folder: Path) -> bool:
    config = folder / "config.json"
    return (folder / "params.json").exists() or config.exists() and "args" in json.loads(config.read_text())


def config(folder: Path) -> dict:
    """What Hugging Face's config.json would say, with what it cannot say in "assay"."""
    params, entropy = _params(folder), _params(_entropy_folder(folder))
    args = params.get("model") or params["args"]
    byte_model = _entropy_args(entropy) | {"rope_theta": 10000.0}  # the original's loader passes no other
    patcher = _patcher_args(folder, params, entropy)
    _refuse_what_is_not_known(args)
    window = args.get("local_attention_window_len")
    monotonic = patcher.get("monotonicity", False)
    local = {"cross_attn_k": args["cross_attn_k"], "hidden_size_global": args["dim_global"]}
    sizes = args["encoder_hash_byte_group_size"]
    return {
        "cross_attn_k": args["cross_attn_k"],
        "encoder_hash_byte_group_size": _numbers(sizes) if isinstance(sizes, str) else sizes,
        "encoder_hash_byte_group_vocab": args["encoder_hash_byte_group_vocab"],
        "encoder_hash_byte_group_nb_functions": args["encoder_hash_byte_group_nb_functions"],
        "patcher_config": _stack(byte_model, *(byte_model[name] for name in ("dim", "n_layers", "n_heads"))),
        "encoder_config": _part(args, "local_encoder")
        | {"cross_attn_all_layers": args.get("cross_attn_all_layers_encoder", False)}
        | local,
        "global_config": _part(args, "global"),
        "decoder_config": _part(args, "local_decoder")
        | {"cross_attn_all_layers": args.get("cross_attn_all_layers_decoder", False)}
        | local,
        "assay": {
            "window": window,
            "entropy_window": 512,  # as its loader has it
            "context": args.get("max_encoder_seq_length") or args.get("max_length", 8192),
            "patching": {
                "mode": "entropy",
                "threshold": patcher.get("threshold", 1.335442066192627),
                "monotonic": monotonic,
                "threshold_add": None if monotonic else patcher.get("threshold_add"),
                "max_patch_length": patcher.get("max_patch_length"),
            },
        },
    }


def tensors(folder: Path) -> dict:
    """Tensors, or slices of them, by Hugging Face's names; the hash tables as one."""
    found = {f"model.{_renamed(name)}": tensor for name, tensor in _stored(folder).items()}
    entropy = _stored(_entropy_folder(folder))
    found |= {f"model.{_renamed(f'patcher.{name}')}": tensor for name, tensor in entropy.items()}
    found["lm_head.weight"] = found.pop("model.local_decoder.lm_head.weight")
    tables = sorted((n for n in found if n.startswith(_TABLE)), key=lambda name: int(name.split(".")[-2]))
    found[f"{_TABLE}weight"] = _Joined([found.pop(name) for name in tables])
    return {name: tensor for name, tensor in found.items() if not name.endswith("rope.freqs_cis")}


class _Joined:
    """Tables one after another, without reading them."""

    def __init__(self, tables: list):
        self._tables, self._rows = tables, len(tables[0][:, :1])
        self.shape = (self._rows * len(tables), tables[0][:1].shape[1])

    def __getitem__(self, rows: slice) -> torch.Tensor:
        first, last, _ = rows.indices(self.shape[0])
        parts = []
        while first < last:
            table, row = divmod(first, self._rows)
            end = min(self._rows, row + last - first)
            parts.append(self._tables[table][row:end])
            first += end - row
        return torch.cat(parts)


def _renamed(name: str) -> str:
    name = f".{name}"
    for original, new in _PARTS:
        name = name.replace(original, new)
    return name[1:]


def _stored(folder: Path) -> dict:
    if (folder / "model.safetensors").exists():
        file = safe_open(folder / "model.safetensors", framework="pt")
        return {name: file.get_slice(name) for name in file.keys()}
    if not (folder / "consolidated.pth").exists():
        raise FileNotFoundError(f"{folder} has neither model.safetensors nor consolidated.pth")
    stored = torch.load(folder / "consolidated.pth", map_location="cpu", mmap=True, weights_only=True)
    return stored.get("model", stored)


def _params(folder: Path) -> dict:
    for name in ("params.json", "config.json"):
        if (folder / name).exists():
            return json.loads((folder / name).read_text())
    raise FileNotFoundError(f"{folder} has neither params.json nor config.json")


def _entropy_folder(folder: Path) -> Path:
    for found in (folder / _ENTROPY, folder.parent / _ENTROPY):
        if found.is_dir():
            return found
    raise FileNotFoundError(f"no folder {_ENTROPY} in or beside {folder}; put the entropy model there")


def _entropy_args(params: dict) -> dict:
    return params.get("entropy_model") or params.get("args") or params["model"]


def _patcher_args(folder: Path, params: dict, entropy: dict) -> dict:
    train = folder / "train_args.json"
    for source in (params, json.loads(train.read_text()) if train.exists() else {}, entropy):
        if "patcher_args" in source.get("data", {}):
            return source["data"]["patcher_args"]
    return {}


def _part(args: dict, part: str) -> dict:
    key_heads = args.get("n_kv_heads_global" if part == "global" else "n_kv_heads")
    dim, layers, heads = (args[f"{name}_{part}"] for name in ("dim", "n_layers", "n_heads"))
    return _stack(args, dim, layers, heads) | {"num_key_value_heads": key_heads}


def _stack(args: dict, dim: int, layers: int, heads: int) -> dict:
    """The hidden size is 8/3 of the width times a factor, rounded up to a multiple."""
    multiple = args.get("multiple_of", 256)
    hidden = int(int(8 * dim / 3) * (args.get("ffn_dim_multiplier") or 1.0))
    return {
        "hidden_size": dim,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": multiple * -(-hidden // multiple),
        "rms_norm_eps": args.get("norm_eps", 1e-5),
        "rope_parameters": {"rope_theta": args.get("rope_theta", 10000.0), "rope_type": "default"},
    }


def _refuse_what_is_not_known(args: dict) -> None:
    heads = {args["n_heads_local_encoder"], args["n_heads_local_decoder"], args["cross_attn_nheads"]}
    wrong = {
        "cross_attn_nheads": len(heads) > 1,
        "n_kv_heads": args.get("n_kv_heads") not in (None, *heads),
        "cross_attn_window_encoder": args.get("cross_attn_window_encoder") is not None,
        "cross_attn_window_decoder": args.get("cross_attn_window_decoder") is not None,
        "encoder_ngram_to_size_str": args.get("encoder_ngram_to_size_str") is not None,
        "downsampling_by_pooling": args.get("downsampling_by_pooling", "max") != "max",
        "patching_mode": args.get("patching_mode", "entropy") != "entropy",
    }
    names = [f"{name} = {args.get(name)!r}" for name, is_wrong in wrong.items() if is_wrong]
    if names:
        raise ValueError(f"the released models' values are needed for: {', '.join(names)}")


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]
