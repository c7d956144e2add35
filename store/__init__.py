"""The rows: tables, migrations and one repository for each port of the core."""
