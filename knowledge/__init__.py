"""The fact base: models, checks, compiler and read-only access. It knows nothing of the bot that uses it."""
