"""Training and measuring the reader of questions: nothing here is imported by what runs."""
