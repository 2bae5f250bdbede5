"""The chart: quotations become lanes, marks and ticks; the template draws them."""
