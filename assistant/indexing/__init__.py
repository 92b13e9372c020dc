"""Documents become an index. Chroma, sentence-transformers and ONNX are known only here."""
