"""A long run with everything going wrong that can: ``make soak``. Nothing may be lost, and no answer come twice unsaid."""
