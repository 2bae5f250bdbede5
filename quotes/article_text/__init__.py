"""An article's text: where words stand in it, and the sentence around them."""
