"""Writes a model's folder: decoder.onnx, tokenizer.json, model.json."""

import hashlib
import json
import os
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from assay_training.decoder import Decoder
from assay_training.decoder_onnx import assay_layout
from assay_training.documents import END_OF_TEXT
from assay_training.graph import Graph
from assay_training.onnx_decoder import OnnxDecoder
from assay_training.tokenizer import save_compact

LIMIT = 4 * 1024 * 1024  # bytes of any bundled file


def write_model(
    folder: Path, model: Decoder, tokenizer: Tokenizer, name: str, description: str, training: str
) -> None:
    """The model must already be rounded to fp16."""
    graphs = {"decoder.onnx": serialized(assay_layout(model), description)}
    facts = model_json(model, tokenizer, name, description, training)
    write_folder(folder, graphs, tokenizer, facts)


def write_folder(
    folder: Path, graphs: dict[str, bytes], tokenizer: Tokenizer, facts: dict, limit: int = LIMIT
) -> None:
    """Writes graphs, tokenizer and facts, the facts last; a graph beyond the limit is refused."""
    for name, graph in graphs.items():
        if len(graph) > limit:
            raise SystemExit(
                f"{name} would have {len(graph):,} bytes, more than {limit:,}; "
                "choose a smaller vocabulary, width or hidden size"
            )
    folder.mkdir(parents=True, exist_ok=True)
    for name, graph in graphs.items():
        _replace(folder / name, graph)
    temporary = folder / "tokenizer.json.tmp"
    save_compact(tokenizer, temporary)
    os.replace(temporary, folder / "tokenizer.json")
    _replace(folder / "model.json", (json.dumps(facts, indent=2) + "\n").encode())


def serialized(graph: Graph, description: str) -> bytes:
    return graph.model(description).SerializeToString(deterministic=True)


def model_json(
    model: Decoder,
    tokenizer: Tokenizer,
    name: str,
    description: str,
    training: str,
    licence: str = "Apache-2.0",
) -> dict:
    parameters, non_embedding = model.count()
    return {
        "format": 1,
        "name": name,
        "family": "tokenized",
        "description": description,
        "licence": licence,
        "training_data": training,
        "parameters": parameters,
        "non_embedding_parameters": non_embedding,
        "decoder": decoder_json(model),
        "tokenizer": "tokenizer.json",
        "bos_token_id": None,
        "eos_token_ids": [tokenizer.token_to_id(END_OF_TEXT)],
        "flops": flops_json(model),
    }


def decoder_json(model: Decoder) -> dict:
    """The file `decoder.onnx` in a model.json."""
    c = model.config
    return {
        "file": "decoder.onnx",
        "layout": "assay",
        "layers": c.layers,
        "heads": c.heads,
        "key_value_heads": c.key_value_heads,
        "head_size": c.head_size,
        "width": c.width,
        "vocabulary": c.vocabulary,
        "context": c.context,
    }


def flops_json(model: Decoder) -> dict:
    """What a token costs, in a model.json."""
    c = model.config
    return {
        "per_token": 2 * model.block_matrix_parameters(),
        "per_prediction": 2 * c.width * c.vocabulary,
        "per_token_and_position": 4 * c.layers * c.width,
    }


def parity(folder: Path, model: Decoder, tokenizer: Tokenizer, texts: list[str]) -> float:
    """The largest difference of a logit between PyTorch and the file: whole, and in two passes."""
    decoder = OnnxDecoder(str(folder / "decoder.onnx"))
    worst = 0.0
    for text in texts:
        ids = tokenizer.encode(text).ids[: model.config.context]
        with torch.no_grad():
            expected = model.logits(torch.tensor([ids]))[0].numpy()
        half = len(ids) // 2
        first, prefix = decoder([ids[:half]])
        second, _ = decoder([ids[half:]], prefix=prefix)
        for logits, part in (
            (decoder([ids])[0], expected),
            (first, expected[:half]),
            (second, expected[half:]),
        ):
            worst = max(worst, float(np.abs(logits[0] - part).max()))
    return worst


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)
