"""The checks of the fact base: double entry, arithmetic, recomputation, references, texts, caveats, vocabulary."""
