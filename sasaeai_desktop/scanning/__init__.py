"""Reading printed sheets back from a scan: pictures in, ticks with a measure of certainty out; knows no database."""
