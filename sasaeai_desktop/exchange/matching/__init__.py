"""Finding the table in an office's own file: its sheet, its header rows, and which of its columns is which of ours."""
