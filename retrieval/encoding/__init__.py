"""Texts to vectors: questions, and papers sentence by sentence.

encoder      `SentenceEncoder`, the way in; the `Encoder` that everything else asks for
published    models as they are published: where they lie, which they are, how they are loaded
packaged     the packaged model without the library it was published with: bert, its forward pass;
             batching, precision, workers: what makes that quick on this machine
adapter      what the packaged model was taught, in the file of `taught/`
remembering  questions that come again
passages     `PaperReader`: papers as they are embedded
readings     those on disk, where packing makes them small
codes        vectors in a byte a coordinate, and products of many at once
"""
