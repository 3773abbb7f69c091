"""The rules of the ledger (contract/RULES.md), in Python of their own. Nothing in here knows of HTTP or of a store."""

from .awards import awards, settle
from .boards import board, has_board
from .fold import Standing, fold

__all__ = ["Standing", "awards", "board", "fold", "has_board", "settle"]
