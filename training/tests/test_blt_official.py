"""A model in the layout of facebookresearch/blt is read as the same model in Hugging Face's layout."""

import json
import re
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file, save_file

from assay_training.blt.config import read_config
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.random_checkpoint import Part, Shape, save_random
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.writer import Precision
from assay_training.export_blt import export

TEXT = "Ωmega: it's all 日本 to me.".encode()
SHAPE = Shape(
    entropy=Part(1, 24, 2, 64),  # hidden sizes as the original derives them, with multiple_of 16
    encoder=Part(1, 32, 4, 96),
    latent=Part(2, 72, 4, 192),
    decoder=Part(2, 32, 4, 96),
    rows=43,
    sizes=(3, 5),
    assay={
        "window": 16,
        "entropy_window": 512,
        "context": 128,
        "patching": {"mode": "entropy", "threshold": 2.5, "max_patch_length": 9},
    },
)
MODEL = {
    "dim_local_encoder": 32,
    "dim_global": 72,
    "dim_local_decoder": 32,
    "n_layers_local_encoder": 1,
    "n_layers_global": 2,
    "n_layers_local_decoder": 2,
    "n_heads_local_encoder": 4,
    "n_heads_global": 4,
    "n_heads_local_decoder": 4,
    "cross_attn_nheads": 4,
    "cross_attn_k": 2,
    "cross_attn_all_layers_decoder": True,
    "encoder_hash_byte_group_size": "3,5",
    "encoder_hash_byte_group_vocab": 43,
    "encoder_hash_byte_group_nb_functions": 1,
    "local_attention_window_len": 16,
    "max_encoder_seq_length": 128,
    "multiple_of": 16,
    "rope_theta": 500000.0,
}
ENTROPY = {"dim": 24, "n_layers": 1, "n_heads": 2, "multiple_of": 16, "ffn_dim_multiplier": 1.0}
PATCHER = {"threshold": 2.5, "max_patch_length": 9, "monotonicity": False, "threshold_add": None}


@pytest.fixture(scope="module")
def hugging_face(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hugging-face")
    save_random(folder, SHAPE, seed=8)
    return folder


@pytest.fixture(params=["params.json and consolidated.pth", "config.json and safetensors"])
def folder(request, hugging_face, tmp_path):
    entropy, model = _split(load_file(hugging_face / "model.safetensors"))
    folder, entropy_folder = tmp_path / "blt_tiny", tmp_path / "entropy_model"
    folder.mkdir()
    if request.param.startswith("config"):
        entropy_folder = folder / "entropy_model"
        save_file(model, folder / "model.safetensors")
        (folder / "config.json").write_text(json.dumps({"args": MODEL}))
        params = {"entropy_model": ENTROPY, "data": {"patcher_args": PATCHER}}
    else:
        torch.save({"model": model}, folder / "consolidated.pth")
        params = {"model": MODEL, "data": {"patcher_args": PATCHER}}
        (folder / "params.json").write_text(json.dumps(params))
        params = {"entropy_model": ENTROPY}
    entropy_folder.mkdir()
    torch.save({"model": entropy}, entropy_folder / "consolidated.pth")
    (entropy_folder / "params.json").write_text(json.dumps(params))
    return folder


def test_both_layouts_are_the_same_model(folder, hugging_face, tmp_path):
    assert read_config(folder) == read_config(hugging_face)
    ids, expected = byte_ids(TEXT), Reference.load(hugging_face)
    lengths = expected.lengths(ids)
    assert 3 < len(lengths) < len(ids)
    assert Reference.load(folder).lengths(ids) == lengths
    found = Reference.load(folder).logits(ids, lengths)  # not equal: tensors in files may not be aligned
    torch.testing.assert_close(found, expected.logits(ids, lengths), rtol=0, atol=1e-5)

    for source in (folder, hugging_face):
        export(source, tmp_path / "model" / source.name, read_config(source), Precision.FULL)
    found = [OnnxBlt(tmp_path / "model" / s.name).logits(ids, lengths) for s in (folder, hugging_face)]
    assert (found[0] == found[1]).all()


def test_values_that_the_released_models_do_not_have_are_refused(folder):
    path = next(folder / name for name in ("params.json", "config.json") if (folder / name).exists())
    path.write_text(path.read_text().replace('"cross_attn_nheads": 4', '"cross_attn_nheads": 8'))
    with pytest.raises(ValueError, match="cross_attn_nheads = 8"):
        read_config(folder)


def test_weights_that_do_not_fit_the_config_are_named(hugging_face, tmp_path):
    config = read_config(hugging_face)
    config = replace(config, encoder=replace(config.encoder, hidden=100))
    with pytest.raises(ValueError, match=r"mlp.down_proj.weight is \[32, 96\], not \[32, 100\]"):
        export(hugging_face, tmp_path / "model", config, Precision.FULL)
    assert not (tmp_path / "model").exists()


def _split(tensors: dict) -> tuple[dict, dict]:
    """The entropy model's tensors and the others, by their original names."""
    entropy, model = {}, {}
    for name, tensor in tensors.items():
        name = _original(name.removeprefix("model."))
        if name.startswith("patcher."):
            entropy[name.removeprefix("patcher.")] = tensor
        elif name.startswith("encoder_hash_tok_embedding"):
            for i, table in enumerate(tensor.split(SHAPE.rows)):
                model[f"encoder_hash_tok_embedding.{i}.weight"] = table.clone()
        else:
            model[name] = tensor
    return entropy, model


def _original(name: str) -> str:
    if name == "lm_head.weight":
        return "local_decoder.output.weight"
    mlp = {"gate": "w1", "up": "w3", "down": "w2"}
    name = re.sub(r"mlp\.(\w+)_proj", lambda match: f"feed_forward.{mlp[match[1]]}", name)
    name = re.sub(r"\b([qkvo])_proj", r"w\1", name)
    for new, original in {
        "self_attn": "attention",
        "input_layernorm": "attention_norm",
        "post_attention_layernorm": "ffn_norm",
        "embed_tokens": "tok_embeddings",
        "q_norm": "cross_attn_norm_q",
        "k_norm": "cross_attn_norm_kv",
        "lm_head": "output",
    }.items():
        name = name.replace(new, original)
    return name
