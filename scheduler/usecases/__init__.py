"""What people and the ticker do with the wheel; each use case is one short transaction."""
