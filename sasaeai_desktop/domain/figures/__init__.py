"""The figures of a year, declared once per programme; every report, form, table, page and trace is made from them."""
