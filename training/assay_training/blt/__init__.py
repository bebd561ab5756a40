"""BLT, the Byte Latent Transformer: reference, ONNX graphs, training. See README.md beside this file."""
