"""Answer to what a front door shows: plain text, JSON, the terminal. The only place that builds blocks."""
