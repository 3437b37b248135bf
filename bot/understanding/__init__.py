"""Question text to reading: what was asked and how sure that is. Touches no figures and does no I/O."""
