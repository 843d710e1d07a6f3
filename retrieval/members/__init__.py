"""What is kept of the people who ask, and of their servers: `Members` is the way in.

Everything here is deleted on request (`Members.forget`), and turns also with time.
"""
