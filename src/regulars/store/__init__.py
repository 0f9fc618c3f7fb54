"""Where a shop's facts and results are kept: the only place that talks to an engine."""
