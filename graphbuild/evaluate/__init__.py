"""A built graph held against gold: what people say that the articles state.

Gold is a folder of JSON files, one for each article (see `read_gold`).
"""

from graphbuild.evaluate.gold import GoldArticle, read_gold
from graphbuild.evaluate.layers import check_layers
from graphbuild.evaluate.page import to_page
from graphbuild.evaluate.report import error_lines, error_values, summary, summary_lines
from graphbuild.evaluate.score import Evaluation, covered, evaluate

__all__ = [
    "Evaluation",
    "GoldArticle",
    "check_layers",
    "covered",
    "error_lines",
    "error_values",
    "evaluate",
    "read_gold",
    "summary",
    "summary_lines",
    "to_page",
]
