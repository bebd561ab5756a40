"""The shape of a BLT model, and how it stands in a Hugging Face configuration."""

from dataclasses import asdict, dataclass, field

from assay_training.blt.config import VOCABULARY, Hashes

ROPE_BASE, ENTROPY_ROPE_BASE = 500_000.0, 10_000.0


@dataclass(frozen=True)
class Stack:
    """A stack of transformer blocks."""

    layers: int
    width: int
    heads: int
    hidden: int

    def config(self, **others) -> dict:
        """As one of the parts of a Hugging Face configuration."""
        return {
            "hidden_size": self.width,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "num_key_value_heads": self.heads,
            "head_dim": self.width // self.heads,
            "intermediate_size": self.hidden,
            "rms_norm_eps": 1e-5,
            **others,
        }


@dataclass(frozen=True)
class Shape:
    """The shape of a model; the defaults are the bundled one's."""

    entropy: Stack = Stack(2, 64, 4, 192)
    encoder: Stack = Stack(1, 96, 4, 192)
    latent: Stack = Stack(2, 192, 6, 384)  # the global transformer
    decoder: Stack = Stack(3, 96, 4, 192)
    slots: int = 2
    hash_sizes: tuple[int, ...] = (3, 4, 5, 6, 7, 8)
    hash_rows: int = 2039
    window: int = 192
    entropy_window: int = 192
    context: int = 2048
    epsilon: float = field(default=1e-5, init=False)

    @property
    def hashes(self) -> Hashes:
        return Hashes(self.hash_sizes, 1, self.hash_rows)

    def to_json(self) -> dict:
        return asdict(self)

    def hugging_face(self, threshold: float) -> dict:
        """The ``config.json`` of ``BltForCausalLM`` with Assay's additions under ``assay``."""
        local = {"cross_attn_k": self.slots, "hidden_size_global": self.latent.width}
        rope = {"rope_parameters": {"rope_type": "default", "rope_theta": ROPE_BASE}}
        entropy_rope = {"rope_parameters": {"rope_type": "default", "rope_theta": ENTROPY_ROPE_BASE}}
        positions = {"max_position_embeddings": self.context}
        text = {"vocab_size": VOCABULARY, **positions}
        crossing = self.slots * self.encoder.width
        return {
            "architectures": ["BltForCausalLM"],
            "model_type": "blt",
            "vocab_size": VOCABULARY,
            "cross_attn_k": self.slots,
            "encoder_hash_byte_group_nb_functions": 1,
            "encoder_hash_byte_group_size": list(self.hash_sizes),
            "encoder_hash_byte_group_vocab": self.hash_rows,
            "max_patch_length": None,
            "patch_in_forward": True,
            "patching_mode": "entropy",
            "patching_threshold": threshold,
            "tie_word_embeddings": False,
            "dtype": "float32",
            **positions,
            **rope,
            "patcher_config": self.entropy.config(**text, **entropy_rope),
            "encoder_config": self.encoder.config(cross_attn_all_layers=False, **local, **text, **rope),
            "global_config": self.latent.config(
                encoder_cross_output_size=None if crossing == self.latent.width else crossing,
                **positions,
                **rope,
            ),
            "decoder_config": self.decoder.config(cross_attn_all_layers=True, **local, **text, **rope),
            "assay": {
                "window": self.window,
                "entropy_window": self.entropy_window,
                "context": self.context,
                "patching": {
                    "mode": "entropy",
                    "threshold": threshold,
                    "monotonic": False,
                    "threshold_add": None,
                    "max_patch_length": None,
                },
            },
        }
