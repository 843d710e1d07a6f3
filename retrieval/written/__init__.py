"""Written answers: what a language model says of the papers, as far as they carry it.

writing    asks the model, gives each sentence when it was checked
prompting  what the model is told
splitting  a stream of text to sentences and the papers they cite
chinese    answers for Chinese readers, written in both languages
checking   whether these papers carry a sentence; everything else is dropped
support    how far papers carry it, by words and meaning
figures    its numbers; belonging: and what they are told of
wording    its words, names, quotations
reading    which way its words point (directions), and what is denied; contrary, comparisons: what
           the papers say the other way round
aligned    what is exchanged (opposites) in a sentence that is nearly the paper's
values     what all of these pass around
"""
