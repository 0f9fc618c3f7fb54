"""Editions: a shop's numbers printed once, for many readers at once; what pages read, while refreshes go on elsewhere."""

from regulars.edition.listing import Page
from regulars.edition.moved import Moved
from regulars.edition.narrowing import Count
from regulars.edition.printing import answer_slowly, printed
from regulars.edition.reading import Edition
from regulars.edition.rehearsing import rehearsal
from regulars.edition.watching import Watch

__all__ = ["Count", "Edition", "Moved", "Page", "Watch", "answer_slowly", "printed", "rehearsal"]
