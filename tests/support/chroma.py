"""A real Chroma server on loopback, as `chroma run` starts it."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.support.postgresql import free_port

_PATIENCE_S = 90


@dataclass
class Chroma:
    """A server over a folder, which it keeps when it stops."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fresh_database(self) -> str:
        """A new database of its default tenant: collections of other tests are not in it."""
        name = f"test-{uuid.uuid4().hex}"
        databases = f"{self.url}/api/v2/tenants/default_tenant/databases"
        httpx.post(databases, json={"name": name}).raise_for_status()
        return name

    def start(self) -> None:
        """Let it run; returns once it answers."""
        program = Path(sys.executable).parent / "chroma"
        self.folder.mkdir(parents=True, exist_ok=True)
        arguments = ["run", "--path", self.folder, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program, *arguments], cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        deadline = time.monotonic() + _PATIENCE_S
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """End it, as a power cut does: it has no goodbye to say."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/api/v2/heartbeat", timeout=5).is_success
        except httpx.HTTPError:
            return False
