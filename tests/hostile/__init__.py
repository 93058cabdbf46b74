"""A day that attacks whoever reads it: every kind of payload in every field, through all that shows any of it.

`payloads` has the texts, `day` a Hub that sends them, `output` knows what may reach a terminal, and `walk` goes through
the reader. The payloads are harmless: where one got through, the terminal would do something that can be seen.
"""
