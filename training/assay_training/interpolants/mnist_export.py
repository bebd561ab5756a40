"""Writes the folders of MNIST's models; the weights are rounded as they are stored."""

from pathlib import Path

import numpy as np
import torch

from assay_training.decoder import Decoder
from assay_training.decoder_onnx import assay_layout
from assay_training.export import decoder_json, flops_json
from assay_training.graph import Graph
from assay_training.interpolants import mnist, mnist_scores
from assay_training.interpolants.denoiser import Denoiser
from assay_training.interpolants.folder import (
    About,
    Part,
    denoiser_difference,
    file_name,
    head,
    part_graphs,
    session,
    write_denoiser,
    write_files,
)
from assay_training.interpolants.mnist_models import RASTER, SAMPLING, grid
from assay_training.interpolants.mnist_scores import Drawing
from assay_training.interpolants.sampling import Sampling
from assay_training.interpolants.vq import Vq
from assay_training.interpolants.vq_onnx import decoder_graph, encoder_graph
from assay_training.onnx_decoder import OnnxDecoder

DESCRIPTIONS = {
    "implicit": "Handwritten digits given their class, by unmasking: a discrete interpolant that is not told the time",
    "explicit": "Handwritten digits given their class, by unmasking: a discrete interpolant that is told the time",
    "maskgit": "Handwritten digits given their class, by unmasking: trained as MaskGIT is",
    "raster": "Handwritten digits given their class, token by token from left to right and top to bottom",
}
FAMILIES = {"implicit": "interpolant", "explicit": "interpolant", "maskgit": "maskgit", "raster": "raster"}
TRAINING_DATA = "10,000 images of MNIST's training split, some moved by a pixel"


def about(method: str, name: str) -> About:
    return About(name, DESCRIPTIONS[method], TRAINING_DATA, FAMILIES[method])


def image_part(vq: Vq) -> Part:
    graphs = {"decoder": decoder_graph(vq), "encoder": encoder_graph(vq)}
    described = {
        "decoder": "MNIST's images of their tokens",
        "encoder": "the tokens of MNIST's images",
    }
    return Part("image", grid(vq), 0, vq.config.codes, {role: _bytes(g, described[role]) for role, g in graphs.items()})


def write(folder: Path, method: str, model: Denoiser | Decoder, vq: Vq) -> None:
    """Both must already be rounded to int8."""
    part, says = image_part(vq), about(method, folder.name)
    if method != RASTER:
        write_denoiser(folder, model, says, [part], mnist.CLASSES, SAMPLING[method].to_json())
        return
    facts = head(says, model.count()[0]) | {
        "decoder": decoder_json(model),
        "flops": flops_json(model),
        "classes": mnist.CLASSES,
        "parts": [part.to_json()],
        "sampling": {"temperature": SAMPLING[RASTER].temperature},
    }
    graph = _bytes(assay_layout(model, stored=np.int8, written=vq.config.codes), says.description)
    write_files(folder, {"decoder.onnx": graph} | part_graphs([part]), facts)


def drawing(folder: Path, method: str, model: Denoiser | Decoder, vq: Vq, sampling: Sampling) -> Drawing:
    """PyTorch's denoiser, or the exported decoder, which has a cache."""
    if method != RASTER:
        return mnist_scores.unmasking(model, sampling)
    decoder = OnnxDecoder(str(folder / "decoder.onnx"))
    return mnist_scores.in_order(decoder, vq.config.codes, grid(vq).tokens, sampling.temperature)


@torch.no_grad()
def difference(folder: Path, method: str, model: Denoiser | Decoder, vq: Vq) -> float:
    """The largest difference of a logit between PyTorch and the file."""
    if method != RASTER:
        return denoiser_difference(folder, model)
    draw = torch.Generator().manual_seed(0)
    tokens = torch.randint(model.config.vocabulary, (8, grid(vq).tokens), generator=draw)
    logits, _ = OnnxDecoder(str(folder / "decoder.onnx"))(tokens.numpy())
    return float(np.abs(logits - model.logits(tokens)[..., : vq.config.codes].numpy()).max())


def autoencoder_differences(folder: Path, vq: Vq, pixels: torch.Tensor) -> tuple[float, float]:
    """Share of tokens that differ from PyTorch's, and the largest difference of a decoded pixel."""
    tokens = vq.encode(pixels)
    (found,) = session(folder / file_name("encoder")).run(None, {"pixels": pixels.numpy()})
    (decoded,) = session(folder / file_name("decoder")).run(None, {"tokens": tokens.numpy()})
    return float((found != tokens.numpy()).mean()), float(np.abs(decoded - vq.decode(tokens).numpy()).max())


def _bytes(graph: Graph, description: str) -> bytes:
    return graph.model(description).SerializeToString(deterministic=True)
