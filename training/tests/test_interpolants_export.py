"""Published checkpoints become folders whose graphs compute what the plain reference does."""

import json
import re

import numpy as np
import pytest
import torch

from assay_training import export_interpolants
from assay_training.interpolants import dit, random_checkpoints, taming
from assay_training.interpolants.checkpoints import Tensors, read_checkpoint
from assay_training.interpolants.folder import session
from assay_training.interpolants.random_checkpoints import DitShape, VqShape

HEADS = "3"  # of width 48, which no published DiT has


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoints")
    random_checkpoints.save_dit(folder / "dit.pt", DitShape())
    random_checkpoints.save_dit(folder / "unconditional.pt", DitShape(classes=0, layers=1))
    random_checkpoints.save_vq(folder / "vq.ckpt", VqShape())
    return folder


def export(checkpoints, out, *options, dit_file="dit.pt"):
    vq = () if "--decoder" in options else ("--vq", str(checkpoints / "vq.ckpt"))
    arguments = [str(checkpoints / dit_file), str(out), "--heads", HEADS, *vq, *options]
    export_interpolants.main(arguments)
    return json.loads((out / "model.json").read_text(encoding="utf-8"))


def refusal(checkpoints, out, *options, **others) -> str:
    with pytest.raises(SystemExit) as refused:
        export(checkpoints, out, *options, **others)
    return str(refused.value)


@pytest.mark.parametrize("options", [(), ("--full",), ("--time", "explicit")], ids=["half", "full", "explicit"])
def test_logits_and_pixels_are_those_of_the_reference(checkpoints, tmp_path, capsys, options):
    facts = export(checkpoints, tmp_path / "m", *options)
    said = capsys.readouterr().out
    logits, pixels = map(float, re.search(r"logit (\S+) .*pixel (\S+);", said).groups())
    assert max(logits, pixels) <= 1e-4
    assert "100.00% of the encoder's codes are the same" in said
    assert facts["denoiser"]["time"] == ("explicit" if options[:1] == ("--time",) else "implicit")
    assert not (tmp_path / "m.tmp").exists()


def test_model_json_says_what_assay_needs_to_know(checkpoints, tmp_path):
    facts = export(checkpoints, tmp_path / "m", "--name", "small", "--licence", "Apache-2.0")
    assert facts["family"] == "interpolant"
    assert (facts["name"], facts["licence"]) == ("small", "Apache-2.0")
    assert {key: facts["denoiser"][key] for key in ("vocabulary", "mask", "heads", "positions", "layers")} == {
        "vocabulary": 24,
        "mask": 24,
        "heads": 3,
        "positions": 4,
        "layers": 2,
    }
    assert (facts["classes"], facts["null_class"]) == (["0", "1", "2", "3", "4"], 5)
    (part,) = facts["parts"]
    assert (part["height"], part["width"], part["first_token"], part["tokens"]) == (4, 4, 0, 24)
    assert facts["sampling"] == {
        "sampler": "maskgit",
        "steps": 20,
        "temperature": 1.3,
        "guidance": 2.0,
        "schedule": "linear",
        "gumbel": 4.5,
    }


def test_the_graphs_keep_the_contract_of_inputs_and_outputs(checkpoints, tmp_path):
    export(checkpoints, tmp_path / "m", "--time", "explicit")
    graph = session(tmp_path / "m" / "denoiser.onnx")
    assert {value.name: value.shape for value in graph.get_inputs()} == {
        "tokens": ["batch", 16],
        "time": ["batch"],
        "condition": ["batch"],
    }
    assert [(value.name, value.shape) for value in graph.get_outputs()] == [("logits", ["batch", 16, 24])]
    decoder = session(tmp_path / "m" / "image_decoder.onnx")
    assert [value.shape for value in decoder.get_outputs()] == [["batch", 8, 8, 3]]
    pixels = decoder.run(None, {"tokens": np.arange(16)[None]})[0]
    assert 0 <= pixels.min() < pixels.max() <= 1


def test_large_weights_lie_beside_the_graph(checkpoints, tmp_path, monkeypatch):
    monkeypatch.setattr(export_interpolants, "EXTERNAL_FROM", 1)
    export(checkpoints, tmp_path / "m")
    export(checkpoints, tmp_path / "m")  # in place of the first
    assert sorted(path.name for path in (tmp_path / "m").iterdir()) == [
        "denoiser.onnx",
        "denoiser.onnx.data",
        "image_decoder.onnx",
        "image_decoder.onnx.data",
        "image_encoder.onnx",
        "image_encoder.onnx.data",
        "model.json",
    ]


def test_models_without_classes_have_no_condition(checkpoints, tmp_path):
    facts = export(checkpoints, tmp_path / "m", dit_file="unconditional.pt")
    assert facts["classes"] == []
    assert "null_class" not in facts
    assert [value.name for value in session(tmp_path / "m" / "denoiser.onnx").get_inputs()] == ["tokens"]


def test_a_rows_logits_do_not_depend_on_the_batch(checkpoints, tmp_path):
    export(checkpoints, tmp_path / "m", "--time", "explicit")
    graph, random = session(tmp_path / "m" / "denoiser.onnx"), np.random.default_rng(1)
    given = {
        "tokens": random.integers(25, size=(7, 16)),
        "condition": random.integers(6, size=7),
        "time": random.random(7, dtype=np.float32),
    }
    (together,) = graph.run(None, given)
    for i in range(7):
        (alone,) = graph.run(None, {name: value[i : i + 1] for name, value in given.items()})
        np.testing.assert_array_equal(alone[0], together[i])


def test_tokens_of_a_patch_lie_in_rows_and_columns():
    """The head's numbers are patch row, patch column, token; patches are row-major."""
    tensors = random_checkpoints.dit_tensors(DitShape(layers=1), 3)
    for name in ("final_layer.linear.weight", "final_layer.adaLN_modulation.1.weight"):
        tensors[name] = torch.zeros_like(tensors[name])
    bias = torch.zeros(4, 25)
    bias[1, 7], bias[2, 9] = 1.0, 2.0  # right of the first, below the first
    tensors["final_layer.linear.bias"] = bias.flatten()
    found = Tensors(tensors, half=False)
    config = dit.read_config(found, explicit=False, heads=3)
    logits = dit.logits(found, config, torch.zeros(1, 16, dtype=torch.long), torch.zeros(1, dtype=torch.long))
    grid = logits.view(4, 4, 24)
    assert grid[..., 7].tolist() == [[0, 1, 0, 1], [0, 0, 0, 0]] * 2
    assert grid[..., 9].tolist() == [[0, 0, 0, 0], [2, 0, 2, 0]] * 2


def test_implicit_models_read_no_time():
    found = Tensors(random_checkpoints.dit_tensors(DitShape(), 3), half=False)
    tokens, condition = torch.zeros(2, 16, dtype=torch.long), torch.tensor([1, 1])
    implicit, explicit = (dit.read_config(found, explicit, heads=3) for explicit in (False, True))
    told = [dit.logits(found, explicit, tokens, condition, time) for time in (torch.zeros(2), torch.ones(2))]
    assert torch.equal(dit.logits(found, implicit, tokens, condition), told[0])
    assert (told[0] - told[1]).abs().max() > 0.01


def test_a_tokens_side_is_two_pixels_where_there_are_two_levels():
    tensors = random_checkpoints.vq_tensors(VqShape(), 4)
    held = Tensors(tensors, half=False)
    assert (taming.codes(held), taming.factor(held)) == (24, 2)
    found = taming.Reference(held)
    pixels = found.decode(torch.arange(16)[None])
    assert pixels.shape == (1, 8, 8, 3)
    assert found.encode(pixels).shape == (1, 16)


@pytest.mark.parametrize("wrapper", ["ema", "model", "module", None])
def test_checkpoints_are_read_through_their_wrapping(tmp_path, wrapper):
    weights = {"module.a.weight": torch.ones(2), "step": 3}
    torch.save({wrapper: weights, "opt": {}} if wrapper else weights, tmp_path / "c.pt")
    assert list(read_checkpoint(tmp_path / "c.pt")) == ["a.weight"]


def test_an_entry_can_be_chosen(tmp_path):
    torch.save({"ema": {"a": torch.ones(2)}, "model": {"a": torch.zeros(2)}}, tmp_path / "c.pt")
    assert read_checkpoint(tmp_path / "c.pt")["a"].sum() == 2
    assert read_checkpoint(tmp_path / "c.pt", "model")["a"].sum() == 0
    with pytest.raises(ValueError, match="has no entry 'best'; it has 'ema', 'model'"):
        read_checkpoint(tmp_path / "c.pt", "best")


@pytest.mark.parametrize("external_from", [1, 1 << 28], ids=["weights beside", "one file"])
def test_a_decoder_may_come_as_onnx(checkpoints, tmp_path, monkeypatch, external_from):
    monkeypatch.setattr(export_interpolants, "EXTERNAL_FROM", external_from)
    export(checkpoints, tmp_path / "first")
    decoder = tmp_path / "first" / "image_decoder.onnx"
    facts = export(checkpoints, tmp_path / "m", "--decoder", str(decoder))
    assert facts["parts"][0]["decoder"] == "image_decoder.onnx"
    assert "encoder" not in facts["parts"][0]
    tokens = {"tokens": np.arange(16)[None]}
    one, other = (session(path).run(None, tokens)[0] for path in (decoder, tmp_path / "m" / decoder.name))
    np.testing.assert_array_equal(one, other)


def test_classes_take_their_names_from_a_file(checkpoints, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("tench\ngoldfish\nshark\nray\ncock\n")
    assert export(checkpoints, tmp_path / "m", "--classes", str(names))["classes"][1] == "goldfish"
    names.write_text("tench\n")
    said = refusal(checkpoints, tmp_path / "n", "--classes", str(names))
    assert "names 1 classes, the checkpoint has 5" in said


def test_what_cannot_be_exported_is_refused_with_the_reason(checkpoints, tmp_path):
    random_checkpoints.save_vq(tmp_path / "vq.ckpt", VqShape(codes=20))
    said = refusal(checkpoints, tmp_path / "m", "--vq", str(tmp_path / "vq.ckpt"))
    assert "20 codes, the transformer 24 tokens and [MASK]" in said
    assert "is no file" in refusal(checkpoints, tmp_path / "m", dit_file="missing.pt")
    torch.save({"ema": {"other": torch.ones(1)}}, tmp_path / "other.pt")
    assert "has no tensor x_pre_embed.weight" in refusal(tmp_path, tmp_path / "m", dit_file="other.pt")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    assert "is not empty and no model folder" in refusal(checkpoints, tmp_path / "full")


def test_without_a_known_width_the_heads_must_be_given(checkpoints, tmp_path):
    with pytest.raises(SystemExit, match="width 48 is not known; give --heads"):
        export_interpolants.main(
            [str(checkpoints / "dit.pt"), str(tmp_path / "m"), "--vq", str(checkpoints / "vq.ckpt")]
        )


def test_the_published_model_has_the_size_that_its_layout_gives():
    """DiT-XL/2 over 16,384 tokens: 28 layers of width 1152 in 16 heads, 256 positions."""
    with torch.device("meta"):
        shapes = {
            "x_pre_embed.weight": torch.empty(16385, 1152),
            "patch_embed.proj.weight": torch.empty(1152, 1152, 2, 2),
            "pos_embed": torch.empty(1, 256, 1152),
            "y_embedder.embedding_table.weight": torch.empty(1001, 1152),
            **{f"blocks.{i}.mlp.fc1.weight": torch.empty(4608, 1152) for i in range(28)},
        }
    config = dit.read_config(Tensors(shapes, half=False), explicit=False)
    assert (config.vocabulary, config.classes, config.heads, config.layers) == (16384, 1000, 16, 28)
    assert (config.side, config.positions) == (32, 256)
