"""A GPT-2 as facebookresearch/coconut saves it becomes a folder that computes the same."""

import json

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assay_training import export_coconut
from assay_training.coconut.gpt2 import plain_names
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.random_gpt2 import PIECES, save_random
from assay_training.onnx_decoder import OnnxDecoder

PROSQA = """
only_eval: {only_eval}
coconut: {coconut}
cot: {cot}
no_thoughts: False
no_cot: False
c_thought: {c}
epochs_per_stage: 5
max_latent_stage: {stages}
resume: {resume}
lr: !!float "1e-4"
"""
DEFAULTS = {"only_eval": False, "coconut": True, "cot": False, "c": 1, "stages": 6, "resume": 0}
PROMPTS = ["Sally is a brimpus. Is Sally a lumpus?\n", "Größe, русский, 日本語 🙂\n", "a"]


def exported(tmp_path, *options, **yaml):
    config = tmp_path / "run.yaml"
    config.write_text(PROSQA.format(**(DEFAULTS | yaml)))
    gpt2, out = tmp_path / "gpt2", tmp_path / "out"
    arguments = [str(gpt2 / "checkpoint_1"), "--gpt2", str(gpt2), "--out", str(out), "--config", str(config)]
    export_coconut.main([*arguments, *options])
    return out, json.loads((out / "model.json").read_text(encoding="utf-8"))


@torch.no_grad()
def original_manner(model, ids, thoughts):
    """Hidden states of the last layer fed back through inputs_embeds, with transformers' cache."""
    given = model.transformer.wte(torch.tensor([ids]))
    found, cache = [], None
    for _ in range(thoughts):
        result = model(inputs_embeds=given, past_key_values=cache, use_cache=True, output_hidden_states=True)
        cache = result.past_key_values
        given = result.hidden_states[-1][:, -1:]
        found.append(given[0, 0].numpy())
    result = model(inputs_embeds=given, past_key_values=cache, use_cache=True)
    return np.array(found), result.logits[0, -1].numpy()


@pytest.mark.parametrize("prefix", ["", "module.", "_fsdp_wrapped_module."])
def test_a_latent_checkpoint_computes_what_transformers_does(tmp_path, prefix):
    model = save_random(tmp_path / "gpt2", 3, prefix=prefix)
    folder, facts = exported(tmp_path, "--full")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    assert (facts["family"], facts["method"]) == ("coconut", "coconut")
    assert facts["thoughts"] == {
        "begin_token_ids": [PIECES],
        "end_token_ids": [PIECES + 1],
        "count": 6,
        "maximum": 12,
        "ended_by": "count",
    }
    assert facts["eos_token_ids"] == [PIECES - 1]
    assert facts["decoder"]["vocabulary"] == PIECES + 3 == tokenizer.get_vocab_size()

    decoder = OnnxLatentDecoder(str(folder / "decoder.onnx"))
    rows = [tokenizer.encode(prompt).ids + [PIECES] for prompt in PROMPTS]
    for count in (1, 3, 6):
        thoughts, logits = decoder.think(rows, count)
        for row, ids in enumerate(rows):
            wanted, wanted_logits = original_manner(model, ids, count)
            np.testing.assert_allclose(thoughts[row], wanted, atol=1e-4)
            np.testing.assert_allclose(logits[row], wanted_logits, atol=1e-4)


def test_rows_with_room_beyond_the_last_position(tmp_path):
    model = save_random(tmp_path / "gpt2", 3)
    folder, _ = exported(tmp_path, "--full")
    decoder = OnnxLatentDecoder(str(folder / "decoder.onnx"))
    ids = np.random.default_rng(1).integers(0, PIECES, (2, 512))
    past, lengths = decoder(ids[:, :506]).new, np.array([506, 100])
    step = decoder(ids[:, 496:], lengths, past=past, asked=[[0], [0]])  # 16 new: row 0 reaches position 521
    with torch.no_grad():
        wanted = model(torch.as_tensor(np.concatenate([ids[1, :100], ids[1, 496:497]]))[None]).logits
    np.testing.assert_allclose(step.logits[1, 0], wanted[0, -1], atol=1e-4)


def test_stored_as_fp16_it_is_the_rounded_model(tmp_path):
    model = save_random(tmp_path / "gpt2", 4)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(parameter.half().float())
    folder, _ = exported(tmp_path)
    thoughts, logits = OnnxLatentDecoder(str(folder / "decoder.onnx")).think([[7, 8, 9, PIECES]], 3)
    wanted, wanted_logits = original_manner(model, [7, 8, 9, PIECES], 3)
    np.testing.assert_allclose(thoughts[0], wanted, atol=1e-4)
    np.testing.assert_allclose(logits[0], wanted_logits, atol=1e-4)


def test_a_model_without_thoughts_is_a_tokenized_one(tmp_path):
    model = save_random(tmp_path / "gpt2", 5, latent=False, prefix="")
    folder, facts = exported(tmp_path, "--full", coconut=False, cot=True)
    assert (facts["family"], facts["method"]) == ("tokenized", "cot")
    assert "thoughts" not in facts and "after_prompt_token_ids" not in facts
    ids = [[7, 8, 9, 10, 11]]
    logits, _ = OnnxDecoder(str(folder / "decoder.onnx"))(ids)
    with torch.no_grad():
        np.testing.assert_allclose(logits, model(torch.tensor(ids)).logits, atol=1e-4)


def test_another_method_may_be_said_and_what_follows_the_prompt(tmp_path):
    save_random(tmp_path / "gpt2", 5)
    _, facts = exported(
        tmp_path, "--method", "pause", "--after-prompt", "<|start-latent|>", "<|latent|>", "<|end-latent|>"
    )
    assert (facts["family"], facts["method"]) == ("tokenized", "pause")
    assert facts["after_prompt_token_ids"] == [PIECES, PIECES + 2, PIECES + 1]


@pytest.mark.parametrize(
    "yaml, thoughts",
    [
        ({}, 6),
        ({"only_eval": True, "resume": 40}, 6),
        ({"only_eval": True, "resume": 12}, 2),
        ({"c": 2, "stages": 3}, 6),
    ],
)
def test_the_runs_configuration_says_how_many_thoughts(tmp_path, yaml, thoughts):
    save_random(tmp_path / "gpt2", 5)
    _, facts = exported(tmp_path, **yaml)
    assert facts["thoughts"]["count"] == thoughts


def test_a_plain_checkpoint_is_no_latent_model(tmp_path):
    save_random(tmp_path / "gpt2", 5, latent=False)
    with pytest.raises(SystemExit, match="another method"):
        exported(tmp_path)
    assert not (tmp_path / "out").exists()


def test_other_models_are_refused(tmp_path):
    save_random(tmp_path / "gpt2", 5)
    config = tmp_path / "gpt2" / "config.json"
    facts = json.loads(config.read_text())
    config.write_text(json.dumps(facts | {"activation_function": "gelu"}))
    with pytest.raises(SystemExit, match="gelu_new"):
        exported(tmp_path)
    config.write_text(json.dumps(facts | {"n_layer": 3}))
    with pytest.raises(SystemExit, match="h.2.attn.c_attn.bias"):
        exported(tmp_path)


def test_prefixes_anywhere_in_a_name_are_taken_off():
    names = {
        "_fsdp_wrapped_module.base_causallm.transformer.h.0._fsdp_wrapped_module.mlp.c_fc.weight": 1,
        "module.base_causallm.transformer.wte.weight": 2,
        "module.embedding.weight": 3,
        "transformer.h.1.attn.bias": 4,
        "transformer.h.1.attn.c_attn.bias": 5,
    }
    found = plain_names({name: torch.tensor(float(value)) for name, value in names.items()})
    assert {name: int(t) for name, t in found.items()} == {
        "h.0.mlp.c_fc.weight": 1,
        "wte.weight": 2,
        "h.1.attn.c_attn.bias": 5,
    }


def test_a_graph_that_computes_something_else_leaves_no_folder(tmp_path, monkeypatch):
    save_random(tmp_path / "gpt2", 3)
    monkeypatch.setattr(export_coconut, "difference", lambda *_: float("nan"))
    with pytest.raises(SystemExit, match="does not compute what the checkpoint does"):
        exported(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gpt2", "run.yaml"]


def test_nor_does_it_touch_a_folder_that_is_there(tmp_path, monkeypatch):
    save_random(tmp_path / "gpt2", 3)
    folder, facts = exported(tmp_path)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(export_coconut, "difference", lambda *_: 1.0)
    with pytest.raises(SystemExit, match="does not compute what the checkpoint does"):
        exported(tmp_path, "--name", "other")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
