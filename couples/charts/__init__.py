"""Pictures of days, drawn on the server: a trend, small squares, columns. All read well without colour."""

from couples.charts.columns import Columns, columns
from couples.charts.days import Squares, squares
from couples.charts.lines import Series, Trend, trend
from couples.charts.names import told_apart

__all__ = ["Columns", "Series", "Squares", "Trend", "columns", "squares", "told_apart", "trend"]
