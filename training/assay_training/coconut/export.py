"""Writes the folders of reasoning models: latent ones, and baselines without thoughts.

`model.json` is that of the tokenized models and says besides by which method the model was trained,
and for a latent one when it thinks (`thoughts`) or for a baseline what is read after every prompt
(`after_prompt_token_ids`).
"""

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assay_training.coconut.model import LatentDecoder
from assay_training.coconut.onnx_latent import latent_layout
from assay_training.coconut.onnx_loop import loop_layout
from assay_training.decoder import Decoder
from assay_training.decoder_onnx import Body, assay_layout
from assay_training.export import LIMIT, model_json, serialized, write_folder

LATENT, PLAIN = "coconut", "tokenized"  # families: which provider opens the folder
LOOP = "loop.onnx"


def write_latent(
    folder: Path,
    model: LatentDecoder,
    tokenizer: Tokenizer,
    name: str,
    description: str,
    training_data: str,
    method: str,
    thoughts: dict,
    *,
    body: type[Body] = Body,
    stored=np.float16,
    licence: str = "Apache-2.0",
    limit: int = LIMIT,
    loop: bool = False,
) -> None:
    """The model must already be rounded if it is stored as fp16; `thoughts` is as of `thoughts_json`.

    With ``loop`` there is a second graph, with the weights once more, that thinks without its caller.
    """
    check_thoughts(thoughts, model.end is not None)
    graphs = {"decoder.onnx": serialized(latent_layout(model, body, stored), description)}
    if loop:
        graphs[LOOP] = serialized(loop_layout(model, body, stored), description)
        thoughts = thoughts | {"loop": LOOP}
    facts = model_json(model, tokenizer, name, description, training_data, licence)
    facts = with_facts(facts, LATENT, method, {"thoughts": thoughts})
    write_folder(folder, graphs, tokenizer, facts, limit)


def write_plain(
    folder: Path,
    model: Decoder,
    tokenizer: Tokenizer,
    name: str,
    description: str,
    training_data: str,
    method: str,
    after_prompt_token_ids: list[int],
    *,
    body: type[Body] = Body,
    stored=np.float16,
    licence: str = "Apache-2.0",
    limit: int = LIMIT,
) -> None:
    """A model that writes its answer at once, after the prompt and these tokens."""
    graphs = {"decoder.onnx": serialized(assay_layout(model, body, stored=stored), description)}
    facts = model_json(model, tokenizer, name, description, training_data, licence)
    after = {"after_prompt_token_ids": after_prompt_token_ids} if after_prompt_token_ids else {}
    write_folder(folder, graphs, tokenizer, with_facts(facts, PLAIN, method, after), limit)


def thoughts_json(
    begin: list[int], end: list[int], count: int, maximum: int, threshold: float | None = None
) -> dict:
    """When a model thinks: `count` thoughts, or with a threshold until its classifier ends them."""
    facts = {
        "begin_token_ids": begin,
        "end_token_ids": end,
        "count": count,
        "maximum": maximum,
        "ended_by": "count" if threshold is None else "classifier",
    }
    return facts if threshold is None else facts | {"threshold": threshold}


def check_thoughts(thoughts: dict, classifier: bool) -> None:
    if not thoughts["begin_token_ids"]:
        raise ValueError("thinking begins at a token: thoughts.begin_token_ids is empty")
    if not 0 <= thoughts["count"] <= thoughts["maximum"]:
        raise ValueError(f"thoughts.count is not between 0 and thoughts.maximum: {thoughts}")
    if thoughts["ended_by"] not in ("count", "classifier"):
        raise ValueError(f"thoughts.ended_by is neither count nor classifier: {thoughts}")
    if thoughts["ended_by"] == "classifier" and not classifier:
        raise ValueError("the model has no classifier that could end its thoughts")


def with_facts(facts: dict, family: str, method: str, more: dict) -> dict:
    """The facts of a tokenized model, with the family and, right after it, the method."""
    result = {}
    for key, value in facts.items():
        result[key] = value
        if key == "family":
            result |= {"family": family, "method": method}
    return result | more
