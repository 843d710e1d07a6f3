"""Which days a question's words ask for: "last week", "June 2025", 最近三天.

reading          the way in: the period, the order, and the question without their words
span             a stretch of a question that asks for a period; order: for the newest first
periods          weeks, months, quarters, years; period_rules: a pattern and what it means on a day
english_dates    which English words ask for one: english_periods what they look like,
                 english_lengths "newer than two weeks", english_context what stands around them,
                 english_readers what they mean on a day
chinese_dates    the same of Chinese: chinese_periods, chinese_readers
days             days as options name them: 2025-06, 3d, yesterday
"""
