"""What is said after an answer: "more", "the second one", "only since May", 换成音频.

reading        whether a message makes sense only after what was shown, and what it wants
follow_up      what it can want; english, chinese: in which words
places         "the second one", 前两篇
named_filters  filters that it names or lifts; narrowing: fewer papers of the same topic
shifting       a topic carried over to another subject
following      it and the query before it, merged into the next query
"""
