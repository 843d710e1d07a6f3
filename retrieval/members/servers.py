"""What those who manage a server chose."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from retrieval.catalogue.writing import upsert
from retrieval.errors import StoreError
from retrieval.members.packing import packed, unpacked
from retrieval.members.tables import servers
from retrieval.members.values import ServerSettings

if TYPE_CHECKING:
    from sqlalchemy import Connection


def server(connection: Connection, server_id: str) -> ServerSettings:
    """A server's settings; the defaults if nobody chose any.

    Raises:
        StoreError: the row holds something that this version never wrote.
    """
    query = select(servers.c.settings).where(servers.c.id == server_id)
    found = connection.execute(query).scalar()
    try:
        return unpacked(ServerSettings, json.loads(found or "{}"))
    except (ValueError, TypeError, AttributeError) as exc:
        raise StoreError(f"The settings of the server {server_id} cannot be read.") from exc


def set_server(connection: Connection, server_id: str, settings: ServerSettings) -> None:
    """Replace a server's settings."""
    upsert(connection, servers, [{"id": server_id, "settings": json.dumps(packed(settings))}])
