"""Two indexes of the catalogue's papers, by meaning and by words; both can be made anew from it.

indexer     the papers that are due: read, written to both, marked
ownership   which process may write
vectors     Chroma, in a folder or (chroma_server) on a server: meaning
nearest/    what Chroma holds, copied to files in which the nearest are told exactly
words       tantivy, with what filters look at; word_copy: how it follows
copies      what is copied beside the process, and follows the catalogue by itself
"""
