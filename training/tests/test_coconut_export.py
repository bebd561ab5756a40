"""A written folder holds the model, and its numbers are those of the reference."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assay_training.coconut import fixtures
from assay_training.coconut.export import thoughts_json, write_latent, write_plain
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.reference import Plan, think, write
from assay_training.coconut.tokenizer import unit_tokenizer
from assay_training.coconut.weights import read_folder
from assay_training.onnx_decoder import OnnxDecoder

FIXTURES = Path(__file__).resolve().parents[2] / "plugins-coconut/src/test/resources/dev/assay/coconut/tiny"


@pytest.fixture(params=list(fixtures.SHAPES))
def shape(request):
    return fixtures.SHAPES[request.param]


def folder_of(tmp_path, shape, **changes):
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    thoughts = thoughts_json([1], [2] if shape.end_tokens else [], 3, 8, shape.threshold)
    folder = tmp_path / "model"
    write_latent(folder, model, tokenizer, "m", "for tests", "none", "coconut", thoughts | changes)
    return folder, model


def fixture(name):
    folder = FIXTURES / name
    facts = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    document = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return folder, facts, document


@pytest.mark.parametrize("name", [*fixtures.SHAPES, fixtures.GPT2])
def test_the_java_tests_fixtures_hold_what_their_graphs_compute(name):
    folder, facts, document = fixture(name)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    decoder = OnnxLatentDecoder(str(folder / "decoder.onnx"))
    begin = facts["thoughts"]["begin_token_ids"]
    assert {case["count"] for case in document["cases"]} >= {0, 1, 3, 6}
    assert (folder / "decoder.onnx").stat().st_size < fixtures.FILE_LIMIT

    for case in document["cases"]:
        assert tokenizer.encode(case["prompt"]).ids == case["prompt_ids"]
        assert tokenizer.decode(case["generated_ids"]) == case["text"]
        count = case["count"]
        thoughts, logits = decoder.think([case["prompt_ids"] + begin], count)
        np.testing.assert_allclose(thoughts[0], np.reshape(case["thoughts"], thoughts[0].shape), atol=1e-4)
        likeliest = case["entries"][-1]
        np.testing.assert_allclose(
            softmax(logits[0])[likeliest["ids"]], likeliest["probabilities"], atol=1e-4
        )


@pytest.mark.parametrize("name", list(fixtures.SHAPES))
def test_the_java_tests_fixtures_hold_what_the_reference_computes(name):
    folder, facts, document = fixture(name)
    model = read_folder(folder)[0]
    begin, end = facts["thoughts"]["begin_token_ids"], facts["thoughts"]["end_token_ids"]
    for case in document["cases"][::4]:
        plan = Plan(begin, end, case["count"])
        run = think(model, case["prompt_ids"], plan)
        np.testing.assert_allclose(run.logits, case["logits"], atol=1e-4)
        if case["ended_by"] == "count":
            tokens, _ = write(model, run, case["new_tokens"], facts["eos_token_ids"][0])
            assert tokens == case["generated_ids"]


def softmax(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def test_weights_come_back_to_the_bit(tmp_path, shape):
    folder, model = folder_of(tmp_path, shape)
    again, tokenizer, facts = read_folder(folder)
    assert facts["family"] == "coconut" and facts["method"] == "coconut"
    assert again.config == model.config
    assert tokenizer.get_vocab_size() == model.config.vocabulary
    wanted, found = model.state_dict(), again.state_dict()
    assert wanted.keys() == found.keys()
    for name in wanted:
        assert torch.equal(wanted[name], found[name]), name


def test_fp32_on_request(tmp_path, shape):
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    with torch.no_grad():
        model.norm.weight.add_(1e-5)  # lost in fp16
    thoughts = thoughts_json([1], [], 3, 8)
    write_latent(
        tmp_path, model, tokenizer, "m", "for tests", "none", "coconut", thoughts, stored=np.float32
    )
    assert torch.equal(read_folder(tmp_path)[0].norm.weight, model.norm.weight)
    ids = np.array([[7, 8, 9, 10]])
    step = OnnxLatentDecoder(str(tmp_path / "decoder.onnx"))(ids)
    with torch.no_grad():
        np.testing.assert_allclose(step.logits, model.logits(torch.as_tensor(ids)), atol=1e-4)


def test_a_second_graph_on_request(tmp_path, shape):
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    about = ("m", "for tests", "none", "coconut", thoughts_json([1], [2], 3, 8))
    write_latent(tmp_path, model, tokenizer, *about, loop=True)
    facts = json.loads((tmp_path / "model.json").read_text())
    assert (tmp_path / facts["thoughts"]["loop"]).stat().st_size > 50_000
    write_latent(tmp_path / "without", model, tokenizer, *about)
    assert not (tmp_path / "without" / "loop.onnx").exists()


def test_a_graph_with_other_rotations_is_not_read(tmp_path, shape):
    folder, _ = folder_of(tmp_path, shape)
    facts = json.loads((folder / "model.json").read_text())
    facts["decoder"]["heads"] //= 2
    facts["decoder"]["key_value_heads"] //= 2
    (folder / "model.json").write_text(json.dumps(facts))
    with pytest.raises(ValueError, match="rotary base"):
        read_folder(folder)


def test_a_baseline_is_a_plain_decoder_with_what_follows_the_prompt(tmp_path, shape):
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    write_plain(tmp_path, model, tokenizer, "m", "for tests", "none", "pause", [1, 4, 4, 2])
    facts = json.loads((tmp_path / "model.json").read_text())
    assert (facts["family"], facts["method"]) == ("tokenized", "pause")
    assert facts["after_prompt_token_ids"] == [1, 4, 4, 2]
    assert facts["eos_token_ids"] == [0]
    ids = np.array([[7, 8, 9, 10]])
    logits, _ = OnnxDecoder(str(tmp_path / "decoder.onnx"))(ids)
    with torch.no_grad():
        np.testing.assert_allclose(logits, model.logits(torch.as_tensor(ids)), atol=1e-4)
    write_plain(tmp_path, model, tokenizer, "m", "for tests", "none", "cot", [])
    assert "after_prompt_token_ids" not in json.loads((tmp_path / "model.json").read_text())


@pytest.mark.parametrize(
    "changes",
    [{"count": 9}, {"begin_token_ids": []}, {"ended_by": "nobody"}, {"ended_by": "classifier"}],
    ids=["more than the maximum", "no begin", "unknown end", "no classifier"],
)
def test_facts_that_cannot_be_are_refused(tmp_path, changes):
    with pytest.raises(ValueError):
        folder_of(tmp_path, fixtures.SHAPES["counted"], **changes)
    assert not (tmp_path / "model").exists()
