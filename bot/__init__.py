"""Myositis Bot: answers clinicians' questions about a clinical trial from a curated, cited fact base."""
