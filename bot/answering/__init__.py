"""Reading to answer: which facts, in what words, with which caveats and citations. Knows no Slack and no figures."""
