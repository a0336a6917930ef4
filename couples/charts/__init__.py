"""Pictures of days, drawn on the server: a trend, and small squares. Both read well without colour."""

from couples.charts.days import Squares, squares
from couples.charts.lines import Series, Trend, trend
from couples.charts.names import told_apart

__all__ = ["Series", "Squares", "Trend", "squares", "told_apart", "trend"]
