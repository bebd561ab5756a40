"""Trains Assay's bundled models and writes the ONNX graphs that the Java side runs."""
