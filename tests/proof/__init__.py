"""The proof by machine: stateful examples, planted bugs, and a city's year on sticks (`python -m tests.proof`)."""
