"""How the rows of each kind of table file become records and back: one module per subject, named as in exchange/kinds."""
