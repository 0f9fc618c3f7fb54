"""History: who was in which class from when to when, and what moved them. Ibis expressions over the change log, no connection."""

from regulars.history.causes import CAUSES, Cause

__all__ = ["CAUSES", "Cause"]
