"""A small vector-quantised autoencoder (VQ-VAE, arXiv 1711.00937): a token for every 2x2 pixels.

The codebook follows the encoder's vectors by moving averages; a code that is hardly used begins anew
at a vector of the batch. Gradients pass the choice of a code unchanged.
"""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

from assay_training.interpolants.denoiser import round_to_int8
from assay_training.train import Training

COMMITMENT = 0.25
DECAY = 0.99  # of the codebook's averages
RESTART_EVERY = 50  # steps
RESTART_BELOW = 0.01  # of an even share


@dataclass(frozen=True)
class VqConfig:
    height: int = 28
    width: int = 28
    channels: int = 1
    codes: int = 128
    code_width: int = 8
    hidden: int = 48

    @property
    def grid(self) -> tuple[int, int]:
        return self.height // 2, self.width // 2

    def to_json(self) -> dict:
        return asdict(self)


class Vq(nn.Module):
    def __init__(self, config: VqConfig):
        super().__init__()
        self.config = c = config
        self.encoder = nn.Sequential(
            nn.Conv2d(c.channels, c.hidden, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(c.hidden, c.hidden, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(c.hidden, c.code_width, 1),
        )
        self.decoder = nn.Sequential(
            nn.Conv2d(c.code_width, c.hidden, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(c.hidden, c.hidden, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(c.hidden, 4 * c.channels, 3, padding=1),
            nn.PixelShuffle(2),
        )
        self.register_buffer("codebook", torch.randn(c.codes, c.code_width))
        self.register_buffer("uses", torch.zeros(c.codes))  # a moving average
        self.register_buffer("sums", torch.zeros(c.codes, c.code_width))  # likewise

    def vectors(self, pixels: torch.Tensor) -> torch.Tensor:
        """What is to be coded: ``[batch, rows * columns, code_width]`` of pixels ``[batch, h, w, channels]``."""
        return self.encoder(pixels.permute(0, 3, 1, 2)).flatten(2).transpose(1, 2)

    def nearest(self, vectors: torch.Tensor) -> torch.Tensor:
        """Each vector's nearest code, without the vector's own square, which does not matter."""
        return (self.codebook.pow(2).sum(1) - 2 * (vectors @ self.codebook.T)).argmin(-1)

    def encode(self, pixels: torch.Tensor) -> torch.Tensor:
        """Tokens ``[batch, rows * columns]``."""
        with torch.no_grad():
            return self.nearest(self.vectors(pixels))

    def decode(self, tokens: torch.Tensor) -> torch.Tensor:
        """Pixels ``[batch, height, width, channels]`` in [0, 1]."""
        with torch.no_grad():
            return self.pixels(self.codebook[tokens]).clamp(0, 1)

    def pixels(self, vectors: torch.Tensor) -> torch.Tensor:
        grid = vectors.transpose(1, 2).unflatten(2, self.config.grid)
        return self.decoder(grid).permute(0, 2, 3, 1)

    def loss(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The loss, and the vectors that were coded."""
        vectors = self.vectors(pixels)
        codes = self.codebook[self.nearest(vectors.detach())]
        through = vectors + (codes - vectors).detach()
        squares = F.mse_loss(self.pixels(through), pixels)
        return squares + COMMITMENT * F.mse_loss(vectors, codes), vectors.detach().flatten(0, 1)

    @torch.no_grad()
    def start(self, vectors: torch.Tensor, generator: torch.Generator) -> None:
        """Begins with codes drawn from a batch's vectors."""
        self.codebook.copy_(_draw(vectors, len(self.codebook), generator))
        self.uses.fill_(len(vectors) / len(self.codebook))
        self.sums.copy_(self.codebook * self.uses[:, None])

    @torch.no_grad()
    def follow(self, vectors: torch.Tensor) -> None:
        """Moves the codes towards the means of the vectors that chose them."""
        chosen = F.one_hot(self.nearest(vectors), len(self.codebook)).float()
        self.uses.lerp_(chosen.sum(0), 1 - DECAY)
        self.sums.lerp_(chosen.T @ vectors, 1 - DECAY)
        self.codebook.copy_(self.sums / self.uses.clamp(min=1e-5)[:, None])

    @torch.no_grad()
    def restart(self, vectors: torch.Tensor, generator: torch.Generator) -> None:
        """Gives hardly used codes new places among the vectors that are far from their codes."""
        even = len(vectors) / len(self.codebook)
        dead = (self.uses < RESTART_BELOW * even).nonzero()[:, 0]
        if len(dead):
            far = (vectors - self.codebook[self.nearest(vectors)]).pow(2).sum(1)
            places = torch.multinomial(far + 1e-12, len(dead), generator=generator)
            self.codebook[dead] = vectors[places]
            self.uses[dead] = even
            self.sums[dead] = vectors[places] * even

    def count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters()) + self.codebook.numel()


class VqTraining(Training):
    unit = "images"

    def __init__(self, model: Vq, examples, schedule, folder, rows: int):
        super().__init__(model, None, schedule, folder)
        self.examples, self.rows = examples, rows

    def optimizers(self) -> list[torch.optim.Optimizer]:
        return [torch.optim.AdamW(self.model.parameters(), lr=self.schedule.rate, weight_decay=0.0)]

    def backward(self, step: int) -> tuple[float, int, int]:
        generator = torch.Generator().manual_seed(self.schedule.seed * 1_000_003 + step)
        pixels, _ = self.examples(generator, self.rows)
        if step == 0:
            with torch.no_grad():
                self.model.start(self.model.vectors(pixels).flatten(0, 1), generator)
        loss, vectors = self.model.loss(pixels)
        loss.backward()
        self.model.follow(vectors)
        if step % RESTART_EVERY == RESTART_EVERY - 1 and step < self.schedule.steps * 0.8:
            self.model.restart(vectors, generator)
        return loss.item(), pixels[..., 0].numel(), self.rows

    def finished(self) -> Vq:
        """The model with its kernels rounded: what later models' tokens are made with."""
        return round_to_int8(self.model).eval()


def _draw(vectors: torch.Tensor, count: int, generator: torch.Generator) -> torch.Tensor:
    return vectors[torch.randperm(len(vectors), generator=generator)[:count]]
