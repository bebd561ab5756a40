"""Small models of Discrete Interpolants (arXiv 2412.06787): they unmask grids of tokens."""
