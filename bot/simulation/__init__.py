"""A municipality in virtual time: invented people, real code, a real database."""
