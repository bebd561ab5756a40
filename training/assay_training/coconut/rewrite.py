"""Writes the graph of a model folder anew, as the export writes it now, with the same weights.

    python -m assay_training.coconut.rewrite FOLDER [FOLDER ...]

For bundled models that think or have tokens, whose checkpoints are not kept. Weights stay as they are,
bit by bit, and so does everything else but CARD.md, which gets the graph's new line in its table of files
and a note. Logits differ from those of the graph before by rounding only, which is told.
"""

import argparse
import os
import re
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from assay_training.coconut.onnx_latent import latent_layout
from assay_training.coconut.onnx_latent_decoder import OnnxLatentDecoder
from assay_training.coconut.weights import joined, read_folder
from assay_training.decoder_onnx import assay_layout
from assay_training.export import serialized, sha256
from assay_training.onnx_decoder import OnnxDecoder

NOTE = """The graph was written anew after training, with the same weights (`python -m
assay_training.coconut.rewrite`). What is said above of scores and differences was measured before;
logits have changed by rounding since."""
MOST = 1e-4  # that a logit may change, as a share of the largest, if that is above 1


def rewrite(folder: Path) -> float:
    """The largest change of a logit, as `MOST` counts it; nothing is written where it is too large."""
    model, _, facts = read_folder(folder)
    if "loop" in facts.get("thoughts", {}):
        raise ValueError(f"{folder} has a second graph, {facts['thoughts']['loop']}: export the model again")
    file, latent = folder / facts["decoder"]["file"], "thoughts" in facts
    before = onnx.load(file)
    stored = next(numpy_helper.to_array(t).dtype for t in before.graph.initializer if t.name == "embedding")
    graph = latent_layout(model, stored=stored) if latent else assay_layout(model, stored=stored)
    after = serialized(graph, before.doc_string)
    layers = facts["decoder"]["layers"]
    if weights(onnx.load_model_from_string(after), layers) != weights(before, layers):
        raise RuntimeError(f"the weights of {file} would not stay what they are")
    change = difference(file.read_bytes(), after, latent, model.config.vocabulary)
    if not change <= MOST:
        raise RuntimeError(f"the logits of {file} would change by {change:.1e}")
    _replace(file, after)
    card = folder / "CARD.md"
    if card.exists():
        _replace(card, with_file(card.read_text(encoding="utf-8"), file).encode())
    return change


def weights(model: onnx.ModelProto, layers: int) -> dict[str, tuple]:
    """Type, shape and bytes of each weight, whole, however many matrices it lies in."""
    arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer if not t.name.startswith("constant_")}
    wholes, parts = joined(arrays, layers)
    arrays = {name: array for name, array in (arrays | wholes).items() if name not in parts}
    return {name: (array.dtype.str, array.shape, array.tobytes()) for name, array in arrays.items()}


def difference(before: bytes, after: bytes, latent: bool, vocabulary: int) -> float:
    """Of the logits of random tokens, as `MOST` counts it."""
    ids = np.random.default_rng(0).integers(0, vocabulary, (3, 40))
    if latent:
        wanted, found = (OnnxLatentDecoder(graph)(ids).logits for graph in (before, after))
    else:
        wanted, found = (OnnxDecoder(graph)(ids)[0] for graph in (before, after))
    return float(np.abs(found - wanted).max() / max(1.0, np.abs(wanted).max()))


def with_file(card: str, file: Path) -> str:
    """The card with the size and the checksum of a file in its table, and the note at its end."""
    row = f"| `{file.name}` | {file.stat().st_size:,} | `{sha256(file)}` |"
    card, count = re.subn(rf"^\| `{re.escape(file.name)}` \| [\d,]+ \| `[0-9a-f]{{64}}` \|$", row, card, flags=re.M)
    if count != 1:
        raise ValueError(f"the card has {count} lines for {file.name} in a table of files")
    return card if NOTE in card else f"{card.rstrip()}\n\n{NOTE}\n"


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    for folder in parser.parse_args().folders:
        print(f"wrote {folder}: logits changed by at most {rewrite(folder):.1e}")


if __name__ == "__main__":
    main()
