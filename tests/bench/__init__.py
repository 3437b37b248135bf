"""How fast the bot answers and how much memory it needs, beside what was promised: ``python -m tests.bench``."""
