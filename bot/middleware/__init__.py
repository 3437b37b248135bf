"""What happens to a payload before Slack is told that it has arrived."""
