"""Writes the two weight-free graphs that turn logits into answers.

    python -m assay_training.heads --out ../harness-onnx/src/main/resources/dev/assay/onnx/

greedy.onnx          logits [batch, asked, vocabulary] -> tokens [batch, asked]
                     the likeliest token, the lowest id among equals
log_likelihood.onnx  logits [batch, asked, vocabulary], targets [batch, asked]
                     -> log_probability [batch, asked], greedy [batch, asked]
                     the target's log-probability, and whether the target is the likeliest token

With them the vocabulary's logits need not leave ONNX Runtime.
"""

import argparse
from pathlib import Path

from assay_training.graph import BOOL, FLOAT, INT64, Graph

LOGITS = ["batch", "asked", "vocabulary"]
POSITIONS = ["batch", "asked"]


def greedy() -> Graph:
    graph = Graph("greedy")
    logits = graph.input("logits", FLOAT, LOGITS)
    graph.output("tokens", likeliest(graph, logits), INT64, POSITIONS)
    return graph


def log_likelihood() -> Graph:
    graph = Graph("log_likelihood")
    logits = graph.input("logits", FLOAT, LOGITS)
    targets = graph.input("targets", INT64, POSITIONS)
    last = graph.constant([-1])
    log_probabilities = graph.op("LogSoftmax", logits, axis=-1)
    chosen = graph.op(
        "GatherElements", log_probabilities, graph.op("Unsqueeze", targets, last), axis=-1
    )
    graph.output("log_probability", graph.op("Squeeze", chosen, last), FLOAT, POSITIONS)
    graph.output("greedy", graph.op("Equal", likeliest(graph, logits), targets), BOOL, POSITIONS)
    return graph


def likeliest(graph: Graph, logits: str) -> str:
    return graph.op("ArgMax", logits, axis=-1, keepdims=0, select_last_index=0)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write the graphs into")
    out = parser.parse_args().out
    greedy().save(out / "greedy.onnx", "logits to the likeliest token, lowest id among equals")
    log_likelihood().save(
        out / "log_likelihood.onnx", "logits and targets to log-probability and greedy flag"
    )
    print(f"wrote {out / 'greedy.onnx'} and {out / 'log_likelihood.onnx'}")


if __name__ == "__main__":
    main()
