"""What stands on each printed form: records in, the form's own data out; one module per subject."""
