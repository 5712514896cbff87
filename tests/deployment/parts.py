"""A production installation in a test: its environment as the compose file gives it, its servers under other names."""

import base64
import datetime
import ipaddress
import os
import secrets
import socketserver
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ("PATH", "HOME", "LANG", "PASSLOGEMENT_VAR", "TMPDIR")


def environment(**given: str) -> dict[str, str]:
    """Sound values for all that production requires; `given` replaces them, an empty one takes a variable away."""
    made = {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "DJANGO_SETTINGS_MODULE": "passlogement.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ENCRYPTION_KEYS": f"first:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "ALLOWED_HOSTS": "logement.example.org",
        "DATABASE_URL": "postgres://u:p@main/passlogement",
        "VAULT_DATABASE_URL": "postgres://u:p@main/vault",
        "REDIS_URL": "redis://valkey:6379/0",
        "EMAIL_HOST": "mail.example.org",
        "DEFAULT_FROM_EMAIL": "espace@example.org",
    }
    return {name: value for name, value in (made | given).items() if value}


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as opening a connection with TLS takes."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        if self._answer(self.rfile, self.wfile) != b"STARTTLS":
            return
        tls: ssl.SSLContext = self.server.tls  # type: ignore[attr-defined]
        with (
            tls.wrap_socket(self.connection, server_side=True) as inside,
            inside.makefile("rb") as asked,
            inside.makefile("wb", 0) as said,
        ):
            self._answer(asked, said)

    def _answer(self, asked: IO[bytes], said: IO[bytes]) -> bytes:
        """The word that ended it."""
        while line := asked.readline():
            word = line.split()[0].upper()
            answers = {b"EHLO": b"250-here\r\n250 STARTTLS\r\n", b"STARTTLS": b"220 go\r\n"}
            said.write(answers.get(word, b"221 bye\r\n"))
            if word in (b"STARTTLS", b"QUIT"):
                return word
        return b""


@contextmanager
def mail_server(folder: Path) -> Iterator[dict[str, str]]:
    """A mail server with TLS; gives the variables by which production finds it and trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=2))
        .not_valid_after(now + datetime.timedelta(hours=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation)
    server.daemon_threads = True
    server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)  # type: ignore[attr-defined]
    server.tls.load_cert_chain(file)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        port = str(server.server_address[1])
        yield {"EMAIL_HOST": "localhost", "EMAIL_PORT": port, "SSL_CERT_FILE": str(file)}
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
