"""Which stretches of the text are quotations, and why the others are none."""
