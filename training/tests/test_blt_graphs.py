"""The exported graphs compute what the reference computes, windows, patchers and caches included."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest

from assay_training import export_blt
from assay_training.blt import fixtures
from assay_training.blt.config import Patching, read_config
from assay_training.blt.layers import EMPTY
from assay_training.blt.onnx_blt import OnnxBlt
from assay_training.blt.patching import patch_lengths
from assay_training.blt.random_checkpoint import save_random, set_threshold
from assay_training.blt.reference import Reference, byte_ids
from assay_training.blt.weights import Weights
from assay_training.blt.writer import Precision

LONG = (fixtures.TEXTS[-1] + fixtures.TEXTS[-2]) * 3
PATCHINGS = [
    Patching("entropy", 2.5, max_patch_length=5),
    Patching("entropy", 0.4, monotonic=True),
    Patching("entropy", 2.0, threshold_add=0.1),
    Patching("space"),
    Patching("space", max_patch_length=3),
    Patching("static", size=6),
    Patching("bytes"),
]


@pytest.fixture(scope="module", params=["small", "projection"])
def checkpoint(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint")
    save_random(folder, fixtures.MODELS[request.param][0], seed=5)
    set_threshold(folder, [LONG], 0.75)
    return folder


@pytest.fixture(scope="module")
def reference(checkpoint):
    return Reference.load(checkpoint)


@pytest.fixture(scope="module")
def model(checkpoint, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "model"
    export_blt.export(checkpoint, folder, read_config(checkpoint), Precision.FULL)
    return OnnxBlt(folder)


@pytest.mark.parametrize("step", [None, 1, 64])
def test_rows_much_longer_than_the_windows(reference, model, step):
    ids = byte_ids(LONG)
    entropies = reference.entropies(ids)
    lengths = patch_lengths(ids, entropies, model.patching)
    assert len(ids) > 900
    np.testing.assert_allclose(model.entropies(ids, step), entropies, rtol=0, atol=1e-4)
    expected = reference.logits(ids, lengths)
    np.testing.assert_allclose(model.logits(ids, lengths, step), expected, rtol=0, atol=1e-4)


def test_windows_bite(checkpoint, reference):
    ids = byte_ids(LONG)
    whole = replace(reference.config.encoder, window=None), replace(reference.config.decoder, window=None)
    config = replace(reference.config, encoder=whole[0], decoder=whole[1])
    lengths = reference.lengths(ids)
    change = reference.logits(ids, lengths) - Reference(config, Weights(checkpoint)).logits(ids, lengths)
    window = reference.config.encoder.window
    assert change[:window].abs().max() == 0
    assert change[window:].abs().max() > 0.1


@pytest.mark.parametrize("patching", PATCHINGS, ids=str)
def test_every_patcher(reference, model, patching):
    ids = byte_ids(LONG[-300:])
    entropies = reference.entropies(ids)
    lengths = patch_lengths(ids, entropies, patching)
    assert patch_lengths(ids, model.entropies(ids), patching) == lengths
    expected = reference.logits(ids, lengths)
    np.testing.assert_allclose(model.logits(ids, lengths, 50), expected, rtol=0, atol=1e-4)


def test_logits_do_not_depend_on_what_comes_later(reference):
    ids = byte_ids(LONG[:150])
    expected = reference.logits(ids, reference.lengths(ids))
    for n in (1, 2, 3, 70, 149):
        found = reference.logits(ids[:n], reference.lengths(ids[:n]))
        np.testing.assert_allclose(found, expected[:n], rtol=0, atol=1e-4)


@pytest.mark.parametrize("precision, atol", [(Precision.STORED_HALF, 1e-4), (Precision.HALF, 0.05)])
def test_half_precision(checkpoint, tmp_path, precision, atol):
    config, folder = read_config(checkpoint), tmp_path / "model"
    agreement = export_blt.export(checkpoint, folder, config, precision)
    rounded = Reference(config, Weights(checkpoint, export_blt.rounding(precision)))
    model, ids = OnnxBlt(folder), byte_ids(LONG[:300])
    entropies = rounded.entropies(ids)
    np.testing.assert_allclose(model.entropies(ids), entropies, rtol=0, atol=1e-4)
    lengths = patch_lengths(ids, entropies, config.patching)
    np.testing.assert_allclose(model.logits(ids, lengths), rounded.logits(ids, lengths), rtol=0, atol=atol)
    assert agreement.logits < atol


def test_padding_at_the_right_end_and_the_order_of_cached_positions_are_harmless(model):
    """As a caller runs them that keeps rows of unequal lengths in ring buffers with empty slots."""
    session = ort.InferenceSession(model.folder / "entropy.onnx")
    facts, random = model.facts["entropy"], np.random.default_rng(4)
    rows = [byte_ids(LONG[:90]), byte_ids(LONG[200:260])]
    expected = [model.entropies(row) for row in rows]
    capacity, new = 128, 5

    def run(ids, positions, past, past_positions):
        feed = {"ids": ids, "positions": positions, "past_positions": past_positions} | past
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, feed)))

    names = [f"{i}.{kind}" for i in range(facts["layers"]) for kind in ("key", "value")]
    shape = (2, facts["heads"], capacity, facts["head_size"])
    past = {f"past.{name}": random.normal(size=shape).astype(np.float32) for name in names}
    past_positions = np.full((2, capacity), EMPTY, np.float32)
    slots = [random.permutation(capacity) for _ in rows]
    for begin in range(0, 90, new):
        ids, positions = np.zeros((2, new), np.int64), np.full((2, new), EMPTY, np.float32)
        for r, row in enumerate(rows):
            some = row[begin : begin + new]
            ids[r, : len(some)] = some
            positions[r, : len(some)] = range(begin, begin + len(some))
        result = run(ids, positions, past, past_positions)
        for r, row in enumerate(rows):
            count = (positions[r] < EMPTY).sum()
            found = result["entropies"][r]
            assert np.isfinite(found).all()
            np.testing.assert_allclose(found[:count], expected[r][begin : begin + count], rtol=0, atol=1e-5)
            places = slots[r][begin : begin + count]
            past_positions[r, places] = positions[r, :count]
            for name in names:
                past[f"past.{name}"][r][:, places] = result[f"new.{name}"][r][:, :count]


def test_padding_patches_are_harmless(model):
    """A batch whose rows close one and two patches, with bytes beyond each patch's length."""
    session = ort.InferenceSession(model.folder / "global.onnx")
    facts, random = model.facts["global"], np.random.default_rng(4)
    width = model.facts["width"]
    names, shape = ("hidden", "patch_key", "patch_value"), (2, 2, 6, width)
    full = {name: random.normal(size=shape).astype(np.float32) for name in names}
    lengths = np.array([[4, 0], [6, 2]])
    past = {
        f"past.{i}.{kind}": np.zeros((2, facts["heads"], 0, facts["head_size"]), np.float32)
        for i in range(facts["layers"])
        for kind in ("key", "value")
    }

    def memory(rows, patches, length):
        feed = {name: tensor[rows, :patches, :length] for name, tensor in full.items()}
        feed |= {name: tensor[rows] for name, tensor in past.items()}
        feed["lengths"] = lengths[rows, :patches]
        feed["positions"] = np.arange(2, dtype=np.float32)[None].repeat(2, 0)[rows, :patches]
        feed["past_positions"] = np.zeros((len(lengths[rows]), 0), np.float32)
        feed["past_rows"] = np.arange(len(lengths[rows]))
        return session.run(["memory"], feed)[0]

    together = memory(slice(None), 2, 6)
    assert np.isfinite(together).all()
    np.testing.assert_allclose(together[0, 0], memory(slice(0, 1), 1, 4)[0, 0], rtol=0, atol=1e-5)
    np.testing.assert_allclose(together[1], memory(slice(1, 2), 2, 6)[0], rtol=0, atol=1e-5)


def test_rows_of_a_pass_read_the_rows_of_the_past_that_they_name(model):
    """The global transformer's, which runs for the rows only whose patches ended."""
    session, random = ort.InferenceSession(model.folder / "global.onnx"), np.random.default_rng(8)
    sizes = {"batch": 2, "batch_or_1": 2, "rows": 5, "past": 64, "patches": 1, "length": 16}
    feed = {}
    for wanted in session.get_inputs():
        shape = [sizes.get(size, size) for size in wanted.shape]
        feed[wanted.name] = random.normal(size=shape).astype(np.float32)
    feed["positions"], feed["lengths"] = np.full((2, 1), 64, np.float32), np.array([[5], [3]])
    feed["past_positions"] = np.arange(64, dtype=np.float32)[None].repeat(2, 0)
    feed["past_rows"] = np.array([4, 1])
    alone = {name: tensor[[4, 1]] if name.startswith("past.") else tensor for name, tensor in feed.items()}
    alone["past_rows"] = np.arange(2)
    for found, expected in zip(session.run(None, feed), session.run(None, alone), strict=True):
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("part", ["entropy", "encoder", "global", "decoder"])
def test_one_past_serves_all_rows_to_the_last_bit(model, part):
    """So that a row which only pads another needs none of its own."""
    session, random = ort.InferenceSession(model.folder / f"{part}.onnx"), np.random.default_rng(7)
    sizes = {"batch": 2, "batch_or_1": 1, "past": 64, "new": 1, "patches": 1, "length": 16, "memories": 1}
    feed = {}
    for wanted in session.get_inputs():
        shape = [sizes.get(size, 1) if isinstance(size, str) else size for size in wanted.shape]
        whole = {"past_positions": np.arange(64)[None].repeat(2, 0), "positions": [[64], [64]], "lengths": [[5], [5]]}
        given = "int64" in wanted.type or wanted.name in whole
        array = np.array(whole.get(wanted.name, np.zeros(shape))) if given else random.normal(size=shape)
        feed[wanted.name] = array.astype(np.int64 if "int64" in wanted.type else np.float32)
    own = ("past.", "past_rows")
    each = {name: tensor.repeat(2, 0) if name.startswith(own) else tensor for name, tensor in feed.items()}
    for found, expected in zip(session.run(None, feed), session.run(None, each), strict=True):
        assert len(found) == 2
        np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("part", ["entropy", "encoder", "global", "decoder"])
def test_products_with_cached_keys_hold_no_factor(model, part, tmp_path):
    """With one, ONNX Runtime's kernels for a single query do not apply; a step then takes far longer."""
    options = ort.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
    ort.InferenceSession(model.folder / f"{part}.onnx", options)
    nodes = onnx.load(tmp_path / "optimised.onnx").graph.node
    keys = {name for node in nodes for name in node.input if name.startswith("past.") and name.endswith(".key")}
    keys |= {node.output[0] for node in nodes if node.op_type == "Gather" and keys & set(node.input)}
    products = [n for n in nodes if n.op_type != "Gather" and keys & set(n.input)]
    assert len(products) == model.facts[part]["layers"]
    for product in products:
        assert product.op_type == "FusedMatMul"  # with the keys' transposition
        assert all(a.f == 1 for a in product.attribute if a.name == "alpha")


def test_large_graphs_keep_their_weights_in_a_file_of_their_own(checkpoint, model, tmp_path, monkeypatch):
    monkeypatch.setattr("assay_training.blt.graphs.EXTERNAL_FROM", 10_000)
    export_blt.export(checkpoint, tmp_path / "model", read_config(checkpoint), Precision.FULL)
    assert (tmp_path / "model" / "global.onnx.data").stat().st_size > 10_000
    ids, outside = byte_ids(LONG[:80]), OnnxBlt(tmp_path / "model")
    lengths = patch_lengths(ids, model.entropies(ids), model.patching)
    assert (outside.logits(ids, lengths) == model.logits(ids, lengths)).all()


def test_options_of_the_command_override_the_checkpoint(checkpoint, tmp_path, capsys):
    options = ["--window", "20", "--entropy-window", "30", "--context", "99", "--name", "other", "--store-half"]
    space = ["--patching", '{"mode": "space"}']
    export_blt.main([str(checkpoint), str(tmp_path / "model"), *options, *space])
    facts = json.loads((tmp_path / "model" / "model.json").read_text())
    blt = facts["blt"]
    assert (facts["name"], blt["context"], blt["entropy"]["window"]) == ("other", 99, 30)
    assert [blt[part]["window"] for part in ("encoder", "global", "decoder")] == [20, None, 20]
    assert (blt["type"], blt["hash"]["type"]) == ("float32", "float16")
    assert blt["patching"] == {"mode": "space", "max_patch_length": None}
    assert "the same patches" in capsys.readouterr().out


def test_a_folder_that_is_no_model_is_not_overwritten(checkpoint, tmp_path):
    (tmp_path / "precious").write_text("x")
    with pytest.raises(SystemExit, match="is not empty and no model folder"):
        export_blt.main([str(checkpoint), str(tmp_path)])


@pytest.mark.parametrize("name", fixtures.MODELS)
def test_the_java_tests_fixtures_hold_what_the_graphs_compute(name):
    resources = Path(__file__).parents[2] / "plugins-blt/src/test/resources/dev/assay/blt/models"
    golden = json.loads((resources / name / "golden.json").read_text())
    model = OnnxBlt(resources / name)
    for text in golden["texts"]:
        ids = text["ids"]
        np.testing.assert_allclose(model.entropies(ids), text["entropies"], rtol=0, atol=1e-4)
        for setting, case in text["cases"].items():
            patching = Patching(**golden["settings"][setting])
            lengths = patch_lengths(ids, model.entropies(ids), patching)
            assert lengths == case["lengths"]
        logs = fixtures.log_probabilities(model.logits(ids, case["lengths"], 9), ids)
        np.testing.assert_allclose(logs, case["logs"], rtol=0, atol=2 * golden["onnx"]["logs"] + 1e-4)
