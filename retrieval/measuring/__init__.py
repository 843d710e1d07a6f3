"""How good a ranking is, against papers that people judged relevant (metrics) or graded."""
