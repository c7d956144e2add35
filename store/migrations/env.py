"""What alembic runs for each command; the connection and its transaction are the caller's."""

from alembic import context

import store.schema  # noqa: F401 -- its tables hang on METADATA
from store.columns import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
