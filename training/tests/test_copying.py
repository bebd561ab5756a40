import pytest
import torch

from assay_training.copying import start_with_copying
from assay_training.decoder import Decoder, DecoderConfig


@pytest.mark.parametrize("vocabulary", [512, 8192])
def test_an_untrained_decoder_continues_a_repetition(vocabulary):
    torch.manual_seed(1)
    random = Decoder(DecoderConfig(vocabulary))
    copying = start_with_copying(Decoder(DecoderConfig(vocabulary)))
    words = torch.randint(1, vocabulary, (8, 40))
    ids = torch.cat([words, words], 1)

    def continued(model):
        with torch.no_grad():
            return (model.logits(ids)[:, 40:-1].argmax(-1) == ids[:, 41:]).float().mean()

    assert continued(random) < 0.1
    assert continued(copying) > 0.6


def test_a_decoder_too_small_for_the_circuit_is_refused():
    with pytest.raises(ValueError, match="two layers and more than two heads"):
        start_with_copying(Decoder(DecoderConfig(64, layers=1)))
