"""The models of MNIST: their shapes, schedules and trainings."""

import os
from pathlib import Path

import torch

from assay_training.decoder import Decoder, DecoderConfig
from assay_training.interpolants import mnist
from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid
from assay_training.interpolants.masking import cosine_masking, linear_masking
from assay_training.interpolants.raster import RasterTraining
from assay_training.interpolants.sampling import Sampling
from assay_training.interpolants.training import DenoiserTraining
from assay_training.interpolants.vq import Vq, VqConfig, VqTraining
from assay_training.train import Schedule

VQ, RASTER = "vq", "raster"
MASKINGS = {"implicit": linear_masking, "explicit": linear_masking, "maskgit": cosine_masking}
METHODS = (*MASKINGS, RASTER)
RATES = {"rate": 3e-3, "embedding_rate": 2e-3}
WIDTH, LAYERS, HEADS, HIDDEN = 128, 4, 4, 352
PATCH = 2
SAMPLING = {  # what the bundled models do unless told otherwise
    "implicit": Sampling("flow", steps=20, guidance=2.0),
    "explicit": Sampling("flow", steps=20, guidance=2.0),
    "maskgit": Sampling("maskgit", steps=20, guidance=2.0),
    "raster": Sampling("raster", steps=196),
}


def vq_training(options, pixels: torch.Tensor) -> VqTraining:
    torch.manual_seed(options.seed)
    schedule = Schedule(options.vq_steps, rate=2e-3, seed=options.seed, checkpoint_every=500)
    return VqTraining(Vq(VqConfig()), mnist.ShiftedImages(pixels), schedule, options.work / VQ, 64)


def training(options, vq: Vq, pixels: torch.Tensor, labels: torch.Tensor):
    """A method's training on the tokens of a finished autoencoder."""
    examples = mnist.ShiftedTokens(_tokens(options.work / VQ / "tokens.pt", vq, pixels), labels)
    schedule = Schedule(options.steps, seed=options.seed + 1, checkpoint_every=100, **RATES)
    common = (schedule, options.work / options.method, options.rows)
    torch.manual_seed(options.seed)
    codes = vq.config.codes
    if options.method == RASTER:
        return RasterTraining(Decoder(raster_config(codes)), examples, codes, *common)
    model = Denoiser(denoiser_config(vq, options.method == "explicit"))
    return DenoiserTraining(model, examples, MASKINGS[options.method], *common)


def _tokens(path: Path, vq: Vq, pixels: torch.Tensor) -> torch.Tensor:
    """All images are encoded once for all methods."""
    key = {"codebook": vq.codebook, "images": torch.tensor(len(pixels))}
    if path.exists():
        saved = torch.load(path, weights_only=True)
        if all(torch.equal(value, saved[name]) for name, value in key.items()):
            return saved["tokens"]
    tokens = mnist.shifted_tokens(pixels, vq.encode)
    temporary = path.with_name(path.name + ".tmp")
    torch.save(key | {"tokens": tokens}, temporary)
    os.replace(temporary, path)
    return tokens


def grid(vq: Vq) -> Grid:
    return Grid(*vq.config.grid, PATCH)


def denoiser_config(vq: Vq, explicit: bool) -> DenoiserConfig:
    return DenoiserConfig(
        vq.config.codes, (grid(vq),), len(mnist.CLASSES), explicit, WIDTH, LAYERS, HEADS, HIDDEN
    )


def raster_config(codes: int) -> DecoderConfig:
    return DecoderConfig(codes + len(mnist.CLASSES), WIDTH, LAYERS, HEADS, HEADS, HIDDEN, context=256)
