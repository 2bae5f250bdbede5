"""A file becomes its document: text, blocks, sections, notes, and the way back to the file."""
