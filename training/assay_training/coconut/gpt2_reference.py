"""GPT-2 as the library transformers computes it, for the plain run of the method in `reference.py`."""

import torch

from assay_training.coconut.gpt2 import Gpt2


class TransformersGpt2:
    """The same weights in transformers' model; hidden states are fed back as they are."""

    end = None

    def __init__(self, model: Gpt2):
        from transformers import GPT2Config, GPT2LMHeadModel

        c = model.config
        config = GPT2Config(
            vocab_size=c.vocabulary,
            n_positions=c.context,
            n_embd=c.width,
            n_layer=c.layers,
            n_head=c.heads,
            n_inner=c.hidden,
            layer_norm_epsilon=c.norm_epsilon,
            bos_token_id=None,
            eos_token_id=None,
        )
        self._model = GPT2LMHeadModel(config)
        self._model.transformer.load_state_dict(model.tensors)
        self._model.eval()
        self.embedding = self._model.transformer.wte

    def hidden(self, embeddings: torch.Tensor) -> torch.Tensor:
        return self._model.transformer(inputs_embeds=embeddings).last_hidden_state

    def head(self, hidden: torch.Tensor) -> torch.Tensor:
        return self._model.lm_head(hidden)

    def thought(self, hidden: torch.Tensor) -> torch.Tensor:
        return hidden
