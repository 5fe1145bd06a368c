"""Breaking bundles and files on purpose: ``python -m tests.fuzz --cases 20000`` (the nightly run)."""
