"""Chroma on a server that several processes share: `chroma run`, a container, Chroma Cloud.

Chroma's own client (read in 1.5.9) waits for ever for a silent server, makes bare Exceptions of
replies that are not Chroma's, as from a proxy, and never closes its connections. So the server
is asked first whether it is one and has our database, and the client's connection gets a
timeout and an ear for refusals, and is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from retrieval.errors import StoreAway, StoreError
from retrieval.indexes.vectors import ChromaVectors

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from chromadb.api.client import Client

    from retrieval.encoding.encoder import ModelIdentity

TIMEOUT_S = 30.0  # for one request; a batch of 5,000 vectors takes a few seconds
CONNECT_S = 5.0
_NO_ENTRY = {401, 403}
_LATER = {408, 425, 429}


def open_server(  # noqa: PLR0913 - one for each setting
    url: str,
    identity: ModelIdentity,
    *,
    tenant: str = "default_tenant",
    database: str = "default_database",
    api_key: str | None = None,
    timeout_s: float = TIMEOUT_S,
    expected: Callable[[], str | None] = lambda: None,
) -> ChromaVectors:
    """Chroma on a server, shared by any number of processes; Chroma Cloud is one.

    Args:
        url: http(s)://host[:port].
        identity: which model the vectors come from.
        tenant: the server's tenant.
        database: the tenant's database.
        api_key: sent as `x-chroma-token`, as Chroma Cloud and token-guarded servers want it.
        timeout_s: for one request.
        expected: as `ChromaVectors` takes it.

    Raises:
        StoreAway: nobody answers there, or not now.
        StoreError: the address is no http(s) address, something else answers there, or the
            key, the tenant or the database is not known to it.
    """
    import chromadb  # noqa: PLC0415 - imports slowly
    import httpx  # noqa: PLC0415 - same
    from chromadb.config import Settings  # noqa: PLC0415 - same
    from chromadb.errors import ChromaError  # noqa: PLC0415 - same

    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise StoreError(f"PAPERWIRE_CHROMA__URL is not an http(s) address: {url!r}")
    secure = parts.scheme == "https"
    timeout = httpx.Timeout(timeout_s, connect=min(CONNECT_S, timeout_s))
    headers = {"x-chroma-token": api_key} if api_key else {}
    heard = _Ear(url)
    _ask_first(url, f"tenants/{tenant}/databases/{database}", headers, timeout, heard)
    try:
        client = chromadb.HttpClient(
            host=parts.hostname,
            port=parts.port or (443 if secure else 80),
            ssl=secure,
            headers=headers,
            settings=Settings(anonymized_telemetry=False),
            tenant=tenant,
            database=database,
        )
    except httpx.HTTPError as exc:
        raise heard.away(exc) from exc
    # a bare ValueError is what Chroma's client makes of a tenant or database it does not know
    except (ValueError, ChromaError) as exc:
        raise StoreError(f"the Chroma server at {url} does not take us: {exc}") from exc
    inner = cast("Any", client)
    inner._admin_client._server._session.close()  # noqa: SLF001 - it has one more; that is done
    session = inner._server._session  # noqa: SLF001 - see above; tested
    session.timeout = timeout
    session.event_hooks = {"response": [heard]}
    return _ServerVectors(cast("Client", client), identity, expected, session)


class _ServerVectors(ChromaVectors):
    """Those of a server, with the connection to it."""

    def __init__(
        self,
        client: Client,
        identity: ModelIdentity,
        expected: Callable[[], str | None],
        session: httpx.Client,
    ) -> None:
        super().__init__(client, identity, expected)
        self._session = session

    def close(self) -> None:
        """Release the client and its connection."""
        super().close()
        self._session.close()


def _ask_first(
    url: str, place: str, headers: dict[str, str], timeout: httpx.Timeout, heard: _Ear
) -> None:
    """Whether a Chroma server answers, and has the tenant and the database."""
    import httpx  # noqa: PLC0415 - where Chroma is, it is imported anyway

    hooks: dict[str, list[Callable[..., Any]]] = {"response": [heard]}
    try:
        with httpx.Client(headers=headers, timeout=timeout, event_hooks=hooks) as client:
            life = client.get(f"{url}/api/v2/heartbeat").raise_for_status().json()
            if not isinstance(life, dict) or "nanosecond heartbeat" not in life:
                raise heard.stranger()
            if client.get(f"{url}/api/v2/{place}").is_error:
                raise StoreError(
                    f"the Chroma server at {url} has no {place}: check PAPERWIRE_CHROMA__TENANT "
                    "and PAPERWIRE_CHROMA__DATABASE"
                )
    except httpx.HTTPStatusError as exc:
        raise heard.stranger() from exc
    except httpx.HTTPError as exc:
        raise heard.away(exc) from exc
    except ValueError as exc:
        raise heard.stranger() from exc


class _Ear:
    """Hears every reply of one server, and says in our words what it refuses."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, reply: httpx.Response) -> None:
        """Let through what Chroma's client can read.

        Raises:
            StoreAway: the server fails, or wants to be asked later.
            StoreError: it does not let us in.
        """
        code = reply.status_code
        if code in _NO_ENTRY:
            raise StoreError(
                f"the Chroma server at {self._url} does not let us in: check "
                "PAPERWIRE_CHROMA__API_KEY, PAPERWIRE_CHROMA__TENANT and "
                "PAPERWIRE_CHROMA__DATABASE"
            )
        if code in _LATER or code >= 500:  # noqa: PLR2004 - HTTP's own class of failures
            reply.read()
            raise StoreAway(
                f"the Chroma server at {self._url} cannot answer now ({code}: "
                f"{reply.text[:200]}); nothing is lost by it, ask again in a moment"
            )

    def away(self, exc: Exception) -> StoreAway:
        """Nobody answers."""
        said = str(exc) or type(exc).__name__
        return StoreAway(
            f"no Chroma server answers at {self._url} ({said}): start it, or check "
            "PAPERWIRE_CHROMA__URL"
        )

    def stranger(self) -> StoreError:
        """Something else answers."""
        return StoreError(
            f"what answers at {self._url} is no Chroma server: check PAPERWIRE_CHROMA__URL"
        )
