"""A folder's graph is written anew with the same weights, and nothing else changes but its card."""

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from assay_training.card import file_table
from assay_training.coconut import fixtures, rewrite
from assay_training.coconut.export import thoughts_json, write_latent, write_plain
from assay_training.coconut.tokenizer import unit_tokenizer
from assay_training.coconut.weights import JOINED, read_folder

FILES = ("decoder.onnx", "tokenizer.json", "model.json")


@pytest.fixture(params=["counted", "classified", "plain"])
def folder(request, tmp_path):
    """As an older export wrote it: with several matrices in one."""
    shape = fixtures.SHAPES["counted" if request.param == "plain" else request.param]
    model, tokenizer = fixtures.random_model(shape, 5), unit_tokenizer(fixtures.UNITS)
    about, folder = ("m", "for tests", "none", "a method"), tmp_path / "model"
    if request.param == "plain":
        write_plain(folder, model, tokenizer, *about, [])
    else:
        write_latent(folder, model, tokenizer, *about, thoughts_json([1], [2], 3, 8))
    join(folder / "decoder.onnx", model.config.layers)
    table = "\n".join(file_table([folder / name for name in FILES]))
    (folder / "CARD.md").write_text(f"# m\n\nNothing.\n\n## Files\n\n{table}\n")
    return folder


def join(file, layers):
    """The same graph, with `layer.N.qkv` and `layer.N.gate_up` and nodes that split them."""
    model = onnx.load(file)
    stored = {t.name: t for t in model.graph.initializer}
    splits = []
    for i in range(layers):
        for whole, parts in JOINED.items():
            tensors = [stored[f"layer.{i}.{part}"] for part in parts]
            arrays = [numpy_helper.to_array(t) for t in tensors]
            sizes = np.array([a.shape[1] for a in arrays])
            for tensor in tensors:
                model.graph.initializer.remove(tensor)
            name = f"layer.{i}.{whole}"
            added = [(np.concatenate(arrays, 1), name), (sizes, f"constant_{name}")]
            model.graph.initializer.extend(numpy_helper.from_array(*pair) for pair in added)
            outputs = [t.name for t in tensors]
            splits.append(helper.make_node("Split", [name, f"constant_{name}"], outputs, axis=1))
    for node in splits:
        model.graph.node.insert(0, node)
    onnx.save(model, file)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder):
    return {t.name for t in onnx.load(folder / "decoder.onnx").graph.initializer}


def test_weights_stay_and_the_card_follows(folder):
    before, model = contents(folder), read_folder(folder)[0]
    assert "layer.0.qkv" in names(folder)

    assert rewrite.rewrite(folder) < 1e-5

    after, again = contents(folder), read_folder(folder)[0]
    assert {"layer.0.query", "layer.0.up"} <= names(folder)
    assert {name for name in before if before[name] != after[name]} == {"decoder.onnx", "CARD.md"}
    for wanted, found in zip(model.parameters(), again.parameters(), strict=True):
        assert wanted.equal(found)
    table = "\n".join(file_table([folder / name for name in FILES]))
    card = f"# m\n\nNothing.\n\n## Files\n\n{table}\n\n{rewrite.NOTE}\n"
    assert (folder / "CARD.md").read_text() == card


def test_a_second_time_nothing_changes(folder):
    rewrite.rewrite(folder)
    once = contents(folder)
    assert rewrite.rewrite(folder) == 0
    assert contents(folder) == once


def test_a_graph_that_computes_something_else_is_not_written(folder, monkeypatch):
    before = contents(folder)
    monkeypatch.setattr(rewrite, "MOST", -1.0)
    with pytest.raises(RuntimeError, match="would change"):
        rewrite.rewrite(folder)
    assert contents(folder) == before


def test_other_weights_are_not_written(folder, monkeypatch):
    before, read = contents(folder), read_folder

    def other(path):
        model, tokenizer, facts = read(path)
        model.norm.weight.data[0] += 1
        return model, tokenizer, facts

    monkeypatch.setattr(rewrite, "read_folder", other)
    with pytest.raises(RuntimeError, match="would not stay"):
        rewrite.rewrite(folder)
    assert contents(folder) == before
