"""Writes the graphs of a model folder anew, as the export writes them now, with the same weights.

    python -m assay_training.blt.rewrite FOLDER

For a bundled model, whose checkpoint is not kept. Weights stay as they are, bit by bit, and nothing is
written otherwise; what a CARD.md says of the graphs follows. Folders are those that `folder.py` reads.
"""

import argparse
import json
import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import onnx

from assay_training.blt.card import AGREEMENT
from assay_training.blt.config import read_config
from assay_training.blt.folder import PARTS, read_folder
from assay_training.blt.writer import Precision
from assay_training.blt_lm import save_hugging_face
from assay_training.card import file_table
from assay_training.export_blt import Agreement, export


def rewrite(folder: Path) -> Agreement:
    facts = json.loads((folder / "model.json").read_text())
    texts = {name: facts[name] for name in ("name", "description", "licence", "training_data")}
    types = facts["blt"]["hash"]["type"], facts["blt"]["type"]
    precision = next(p for p in Precision if (p.stored.name, p.computed.name) == types)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        checkpoint, made = Path(work) / "checkpoint", Path(work) / "made"
        save_hugging_face(checkpoint, *read_folder(folder))
        agreement = export(checkpoint, made, replace(read_config(checkpoint), **texts), precision)
        if weights(made) != weights(folder):
            raise RuntimeError(f"the weights of {folder} would not stay what they are")
        card = folder / "CARD.md"
        if card.exists():
            text = revised(card.read_text(encoding="utf-8"), agreement, made)
            (made / card.name).write_text(text, encoding="utf-8")
        for file in sorted(made.iterdir(), key=lambda path: path.name == "model.json"):
            os.replace(file, folder / file.name)
    return agreement


def weights(folder: Path) -> dict[str, bytes]:
    """All that is stored, by name: the graphs' tensors but constants, the n-gram tables, the model's facts."""
    facts = json.loads((folder / "model.json").read_text())
    found = {"hash.bin": (folder / "hash.bin").read_bytes(), "facts": json.dumps(facts["blt"]).encode()}
    for part in PARTS:
        for tensor in onnx.load(folder / f"{part}.onnx").graph.initializer:
            if not tensor.name.startswith("constant_"):
                found[f"{part}/{tensor.name}"] = tensor.SerializeToString(deterministic=True)
    return found


def revised(card: str, agreement: Agreement, folder: Path) -> str:
    """The card with how well the new graphs agree, and with the folder's files in its last section."""
    card = re.sub(f"({re.escape(AGREEMENT)}).*", lambda line: f"{line[1]}{agreement}.", card, count=1)
    begin = card.index("\n## Files\n")
    table = file_table([file for file in sorted(folder.iterdir()) if file.name != "CARD.md"])
    return card[:begin] + "\n".join(["", "## Files", "", *table, ""])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print(f"wrote {folder}; {rewrite(folder)}")


if __name__ == "__main__":
    main()
