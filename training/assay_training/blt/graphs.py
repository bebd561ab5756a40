"""BLT as four ONNX graphs with the caches left to the caller. README.md has their inputs and outputs.

Everything that depends on data but is no arithmetic on tensors (hash rows, where patches start, which
bytes belong to a patch, which patch a byte reads) is the caller's, so that shapes depend on inputs only.
"""

from pathlib import Path

import numpy as np

from assay_training.blt.config import VOCABULARY, BltConfig
from assay_training.blt.layers import Layers, bias_of
from assay_training.blt.weights import HASH, Weights
from assay_training.blt.writer import EXTERNAL_FROM, ModelGraph, Precision
from assay_training.graph import FLOAT, INT64


def write_graphs(folder: Path, config: BltConfig, weights: Weights, precision: Precision) -> None:
    """`entropy.onnx` (if there is an entropy model; never computed in fp16), and the other three."""
    exact = Precision.FULL if precision == Precision.HALF else precision
    parts = [
        ("encoder", _encoder, precision, ["model.local_encoder.embed_tokens", "model.local_encoder.layers"]),
        ("global", _global, precision, ["model.global_transformer"]),
        ("decoder", _decoder, precision, ["model.local_decoder", "lm_head"]),
    ]
    if config.entropy:
        parts.insert(0, ("entropy", _entropy, exact, ["model.patcher"]))
    for name, build, kind, prefixes in parts:
        size = sum(
            np.prod(weights.shape(tensor)) * kind.stored.itemsize
            for tensor in weights.names()
            if tensor.startswith(tuple(prefixes))
        )
        graph = ModelGraph(name, folder, kind, external=size > EXTERNAL_FROM)
        build(graph, Layers(graph, weights, config.encoder.epsilon), config)
        graph.finish(f"{name} of {config.name}")


def write_hashes(path: Path, weights: Weights, precision: Precision) -> None:
    """All tables one after another, rows of `width` numbers, little-endian."""
    with path.open("wb") as file:
        for block in weights.blocks(HASH):
            block.numpy().astype(precision.stored.newbyteorder("<")).tofile(file)


def _entropy(g: ModelGraph, layers: Layers, config: BltConfig) -> None:
    ids = g.input("ids", INT64, ["batch", "new"])
    x = layers.embed("model.patcher.embed_tokens.weight", ids)
    x = layers.blocks("model.patcher", config.entropy, x, "new")
    logits = layers.linear(layers.norm(x, "model.patcher.norm"), "model.patcher.lm_head.weight")
    log_p = g.op("LogSoftmax", logits, axis=-1)
    products = g.op("Mul", g.op("Exp", log_p), log_p)
    entropies = g.op("Neg", g.op("ReduceSum", products, g.constant([-1]), keepdims=0))
    g.output("entropies", entropies, FLOAT, ["batch", "new"])


def _encoder(g: ModelGraph, layers: Layers, config: BltConfig) -> None:
    shape, cross = ["batch", "new", config.width], "model.local_encoder.cross_attn_layers.0"
    ids = g.input("ids", INT64, ["batch", "new"])
    hashes = g.input("hash_embeddings", g.kind, shape)
    x = g.op("Add", layers.embed("model.local_encoder.embed_tokens.weight", ids), hashes)
    x = layers.blocks("model.local_encoder", config.encoder, x, "new")
    both = layers.key_and_value(cross, config.encoder, x)
    key, value = g.ops("Split", 2, both, g.constant([config.width] * 2), axis=-1)
    for name, output in (("hidden", x), ("patch_key", key), ("patch_value", value)):
        g.output(name, output, g.kind, shape)


def _global(g: ModelGraph, layers: Layers, config: BltConfig) -> None:
    stack, slots, width = config.encoder, config.slots, config.width
    cross = "model.local_encoder.cross_attn_layers.0"
    shape = ["batch", "patches", "length", width]
    hidden, key, value = (g.input(name, g.kind, shape) for name in ("hidden", "patch_key", "patch_value"))
    lengths = g.input("lengths", INT64, ["batch", "patches"])
    length = g.op("Shape", hidden, start=2, end=3)
    steps = g.op("Range", g.constant(0), g.op("Squeeze", length, g.constant([0])), g.constant(1))
    inside = g.op("Less", steps, g.op("Unsqueeze", lengths, g.constant([2])))  # [batch, patches, length]

    pooled = _pooled(g, hidden, inside, lengths)
    x = layers.linear(pooled, "model.local_encoder.patch_embedding_projection.weight")
    x = g.op("Reshape", x, g.constant([0, 0, slots, width]))
    query = layers.linear(layers.norm(x, f"{cross}.q_norm"), f"{cross}.q_proj.weight")
    query = g.op("Mul", query, g.number(stack.head_size**-0.5))
    query = g.op("Reshape", query, g.constant([-1, slots, stack.heads, stack.head_size]))
    by_byte = g.op("Concat", g.constant([-1]), length, g.constant([stack.heads, stack.head_size]), axis=0)
    key, value = g.op("Reshape", key, by_byte), g.op("Reshape", value, by_byte)
    scores = g.op(
        "MatMul", g.op("Transpose", query, perm=[0, 2, 1, 3]), g.op("Transpose", key, perm=[0, 2, 3, 1])
    )
    visible = g.op("Reshape", inside, g.op("Concat", g.constant([-1, 1, 1]), length, axis=0))
    mixed = g.op("MatMul", layers.softmax(scores, bias_of(g, visible)), g.op("Transpose", value, perm=[0, 2, 1, 3]))
    mixed = g.op("Reshape", g.op("Transpose", mixed, perm=[0, 2, 1, 3]), g.op("Shape", x))
    x = layers.twice_and(x, layers.linear(mixed, f"{cross}.o_proj.weight"))

    x = g.op("Reshape", x, g.constant([0, 0, slots * width]))
    if config.projects:
        x = layers.linear(x, "model.global_transformer.token_embedding_projection.weight")
    rows = g.input("past_rows", INT64, ["batch_or_1"])  # copied layer by layer, they stay in a core's cache
    x = layers.blocks("model.global_transformer", config.latent, x, "patches", past_rows=rows)
    memory = layers.linear(x, "model.local_decoder.patch_embedding_projection.weight")
    memory = g.op("Reshape", memory, g.constant([0, 0, slots, width]))
    g.output("memory", memory, g.kind, ["batch", "patches", slots, width])


def _pooled(g: ModelGraph, hidden: str, inside: str, lengths: str) -> str:
    """The largest of each number over a patch's bytes; 0 for a patch of none."""
    least = g.number(float(np.finfo(g.computed).min))
    shown = g.op("Where", g.op("Unsqueeze", inside, g.constant([3])), hidden, least)
    most = g.op("ReduceMax", shown, g.constant([2]), keepdims=0)
    some = g.op("Greater", g.op("Unsqueeze", lengths, g.constant([2])), g.constant(0))
    return g.op("Where", some, most, g.number(0.0))


def _decoder(g: ModelGraph, layers: Layers, config: BltConfig) -> None:
    stack, slots, width = config.decoder, config.slots, config.width
    x = g.input("hidden", g.kind, ["batch", "new", width])
    memory = g.input("memory", g.kind, ["batch", "memories", slots, width])
    index = g.op("Unsqueeze", g.input("memory_index", INT64, ["batch", "new"]), g.constant([2]))
    asked = g.input("logit_positions", INT64, ["batch", "asked"])

    def cross(layer: int, x: str) -> str:
        """Products of single numbers summed: for so few slots cheaper than a matrix multiplication."""
        name = f"model.local_decoder.cross_attn_layers.{layer}"
        both = layers.key_and_value(name, stack, memory)
        flat = g.op("Reshape", both, g.constant([0, 0, slots * 2 * width]))
        read = g.op("GatherND", flat, index, batch_dims=1)
        shaped = g.op("Reshape", read, g.constant([0, 0, slots, 2 * stack.heads, stack.head_size]))
        key, value = g.ops("Split", 2, shaped, g.constant([stack.heads] * 2), axis=3)
        query = layers.linear(layers.norm(x, f"{name}.q_norm"), f"{name}.q_proj.weight")
        query = g.op("Mul", query, g.number(stack.head_size**-0.5))
        query = g.op("Reshape", query, g.constant([0, 0, 1, stack.heads, stack.head_size]))
        scores = g.op("ReduceSum", g.op("Mul", query, key), g.constant([-1]), keepdims=1)
        mixed = g.op("Mul", layers.softmax(scores, axis=2), value)
        mixed = g.op("ReduceSum", mixed, g.constant([2]), keepdims=0)
        mixed = g.op("Reshape", mixed, g.constant([0, 0, width]))
        return layers.twice_and(x, layers.linear(mixed, f"{name}.o_proj.weight"))

    x = layers.blocks("model.local_decoder", stack, x, "new", before=cross)
    x = g.op("GatherND", x, g.op("Unsqueeze", asked, g.constant([2])), batch_dims=1)
    logits = layers.linear(layers.norm(x, "model.local_decoder.norm"), "lm_head.weight")
    g.output("logits", g.cast(logits, FLOAT), FLOAT, ["batch", "asked", VOCABULARY])

