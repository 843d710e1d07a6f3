"""Written answers: what a language model says of the papers, as far as they carry it.

writing    asks the model, gives each sentence when it was checked
prompting  what the model is told
splitting  a stream of text to sentences and the papers they cite
chinese    answers for Chinese readers, written in both languages
checking   whether these papers carry a sentence; everything else is dropped
figures, wording, contrary, aligned, opposites, support: what the check looks at
values     what all of these pass around
"""
