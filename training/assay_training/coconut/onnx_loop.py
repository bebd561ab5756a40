"""Writes prefill and thoughts as one ONNX graph, with the thoughts in an ONNX Loop.

For devices: nothing of the cache leaves the device between thoughts. Inputs are `input_ids`
`[batch, new]`, padded at the right end, the rows' `lengths` `[batch]` and the number of thoughts
`count` (a scalar). Outputs are `thoughts` `[batch, count, width]`, `logits` `[batch, 1, vocabulary]`
after the last one, and each block's keys and values `new.N.key`, `new.N.value` `[batch, heads,
new + count, head_size]`, of which the first `lengths + count` positions are a row's own.
"""

import numpy as np

from assay_training.attention_onnx import dimension
from assay_training.coconut.onnx_latent import LatentExtension
from assay_training.decoder_onnx import Body, cached_pass
from assay_training.graph import BOOL, FLOAT, INT64, Graph


def loop_layout(model, body: type[Body] = Body, stored=np.float16) -> Graph:
    c = model.config
    g = Graph("thinking", stored)
    ids = g.input("input_ids", INT64, ["batch", "new"])
    lengths = g.input("lengths", INT64, ["batch"])
    count = g.input("count", INT64, [])

    batch = dimension(g, ids, 0)
    count_vector = g.op("Unsqueeze", count, g.constant([0]))
    parts = body(g, model)
    nothing = g.constant(np.zeros((1, c.key_value_heads, 0, c.head_size)), np.float32)
    no_past = g.op("Expand", nothing, g.op("Concat", batch, g.constant([1, 1, 1]), axis=0))
    last = g.op("Unsqueeze", g.op("Sub", lengths, g.constant(1)), g.constant([1]))
    x, fresh = cached_pass(
        g,
        parts,
        parts.embed(ids),
        g.op("Mul", lengths, g.constant(0)),
        [(nothing, nothing)] * c.layers,
        [(no_past, no_past)] * c.layers,
        last,
    )
    hidden = parts.final_norm(x)
    shape = [batch, g.constant([c.key_value_heads]), count_vector, g.constant([c.head_size])]
    room = g.op("Expand", g.constant(0.0, np.float32), g.op("Concat", *shape, axis=0))
    caches = [g.op("Concat", values, room, axis=2) for pair in fresh for values in pair]

    results = g.loop(count, [hidden, *caches], _one_thought(g, model, body, lengths, nothing))
    hidden, caches, thoughts = results[0], results[1:-1], results[-1]
    for i in range(c.layers):
        for kind, values in zip(("key", "value"), caches[2 * i : 2 * i + 2]):
            g.output(f"new.{i}.{kind}", values, FLOAT, ["batch", c.key_value_heads, "cached", c.head_size])
    g.output("logits", parts.logits(hidden), FLOAT, ["batch", 1, c.vocabulary])
    by_row = g.op("Transpose", thoughts, perm=[1, 0, 2])
    # Without a single run the loop does not know how many rows there are.
    shape = g.op("Concat", batch, count_vector, g.constant([c.width]), axis=0)
    by_row = g.op("Reshape", by_row, shape, allowzero=1)
    g.output("thoughts", by_row, FLOAT, ["batch", "count", c.width])
    return g


def _one_thought(outer: Graph, model, body: type[Body], lengths: str, nothing: str) -> Graph:
    """Feeds back the last hidden state and writes its keys and values behind the row's own."""
    c = model.config
    g = outer.body("thought")
    step = g.input("step", INT64, [])
    going_on = g.input("going_on", BOOL, [])
    hidden = g.input("hidden", FLOAT, ["batch", 1, c.width])
    cached = ["batch", c.key_value_heads, "cached", c.head_size]
    pasts = [
        tuple(g.input(f"cached.{i}.{kind}", FLOAT, cached) for kind in ("key", "value"))
        for i in range(c.layers)
    ]
    positions = g.op("Add", lengths, step)
    thought = LatentExtension(model).thought(g, hidden)
    parts = body(g, model)
    x, fresh = cached_pass(g, parts, thought, positions, [(nothing, nothing)] * c.layers, pasts)

    g.output("goes_on", going_on, BOOL, [])
    g.output("next_hidden", parts.final_norm(x), FLOAT, ["batch", 1, c.width])
    ends = g.op("Squeeze", dimension(g, pasts[0][0], 2), g.constant([0]))
    columns = g.op("Range", g.constant(0), ends, g.constant(1))
    here = g.op("Equal", columns, g.op("Unsqueeze", positions, g.constant([1])))
    here = g.op("Unsqueeze", here, g.constant([1, 3]))
    for i in range(c.layers):
        for kind, old, new in zip(("key", "value"), pasts[i], fresh[i]):
            g.output(f"grown.{i}.{kind}", g.op("Where", here, new, old), FLOAT, cached)
    g.output("thought", g.op("Squeeze", thought, g.constant([1])), FLOAT, ["batch", c.width])
    return g
