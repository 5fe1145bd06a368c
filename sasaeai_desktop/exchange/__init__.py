"""Table files in and out: CSV, TSV, XLSX."""
