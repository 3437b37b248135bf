"""The conversation kit: real Bolt apps on a real local workspace, told as conversations."""
