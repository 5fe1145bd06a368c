"""How the rows of each kind of table file become records: one module per subject, all over one ``Intake``."""
