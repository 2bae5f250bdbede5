"""Reading an article: file → document → spans → notes → suggestions.

A chain of pure functions over frozen values: no Django, no I/O. Offsets are code points into the
document text, so that ``document.text[span.start:span.end]`` is always the span.
"""
