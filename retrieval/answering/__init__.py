"""A Query to an Answer, or to the reason why there is none.

answer      `Answers`, the way in: what is found, shown or withheld
asking      a query's words put right (spelling) and encoded, with those of others (together)
search      meaning and words fused; doubles: one work shown once
turns       two are searched at a time
excluding   what a question does not want left out
met         a paper's tokens beside a question: what ranking, excerpts and relevance look at
reranking   a second opinion on the first page, where one is asked for
resembling  papers like a paper
coverage    how much of the question's words a text holds; marks: which
relevance   whether a paper answers at all; judging: many questions against many papers
excerpts    the sentences that answer
"""
