"""What leaves the reader, read by the programs that people use: TeX, biber, pandoc, Emacs, newsboat, pandas and others.

Left out unless asked for: `pytest -m interop`. A test is skipped where its program is missing; Python's own are in
`.ci/interop.txt`.
"""
