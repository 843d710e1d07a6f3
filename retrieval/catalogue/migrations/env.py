"""Alembic's entry: runs the steps on the connection that `database.migrate` hands over."""

from alembic import context

from retrieval.catalogue.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
