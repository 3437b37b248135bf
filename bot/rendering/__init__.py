"""Answer to text: plain, terminal, JSON, charts and blocks. Chooses no facts."""
