"""TLS, passwords and rights: what is accepted, and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.opensearch.fixtures import OpenSearch
from tests.opensearch.tls_end import PASSWORDS, Certificate, TlsEnd, make_certificate
from tests.searcher.cli.command import Ran, environment, run, write_documents

NO_NODE = "http://127.0.0.1:9"  # where nothing answers


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"), "own", "IP:127.0.0.1")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"), "other", "DNS:elsewhere.example")


@pytest.fixture
def end(own: Certificate) -> Iterator[TlsEnd]:
    """An end that asks for a password, with no node behind it."""
    with TlsEnd(own, NO_NODE) as running:
        yield running


def variables(home: Path, user: str = "", certificate: Certificate | None = None) -> dict[str, str]:
    given = environment(home, CEWEN_OPENSEARCH_TIMEOUT="10")
    if user:
        given |= {
            "CEWEN_OPENSEARCH_USER": user,
            "CEWEN_OPENSEARCH_PASSWORD": PASSWORDS.get(user, "falsch"),
        }
    if certificate:
        given["CEWEN_OPENSEARCH_CA"] = str(certificate.certificate)
    return given


def searched(end: TlsEnd, env: dict[str, str]) -> Ran:
    return run("search", "平台", "--index", f"opensearch+https://{end.host}/laws", env=env)


def refusal(ran: Ran) -> str:
    """The only line that a refused command prints."""
    assert (ran.code, ran.out) == (2, ""), ran
    [line] = ran.err.splitlines()
    assert not any(password in line for password in PASSWORDS.values())
    return line


def test_loading_and_searching_work_through_tls(
    tmp_path: Path, own: Certificate, opensearch: OpenSearch
) -> None:
    documents = write_documents(tmp_path / "documents")
    with TlsEnd(own, opensearch.urls[0]) as end:
        index = f"opensearch+https://{end.host}/{opensearch.index_name()}"
        loader, reader = (variables(tmp_path, user, own) for user in ("loader", "reader"))
        loaded = run("index", str(documents), "--index", index, env=loader)
        assert loaded.code == 0, loaded
        found = run("search", "外送員", "--index", index, env=reader)
        assert (found.code, "林小滿" in found.out) == (0, True), found
        again = run("index", str(documents), "--rebuild", "--index", index, env=reader)
        line = refusal(again)
        assert "the user reader has no right to do this on the server (no permissions for" in line
        assert run("search", "外送員", "--index", index, env=reader).code == 0


def test_a_certificate_of_an_unknown_authority_is_refused(
    tmp_path: Path, end: TlsEnd, other: Certificate
) -> None:
    for given in (None, other):
        line = refusal(searched(end, variables(tmp_path, "reader", given)))
        assert "its certificate is not accepted" in line
        assert line.endswith(
            "Name the file of its authority in CEWEN_OPENSEARCH_CA, or in the setting opensearch-ca"
        )


def test_a_certificate_for_another_name_is_refused(tmp_path: Path, other: Certificate) -> None:
    with TlsEnd(other, NO_NODE) as end:
        line = refusal(searched(end, variables(tmp_path, "reader", other)))
    assert "its certificate is not accepted" in line


def test_a_wrong_password_is_said_in_one_line(
    tmp_path: Path, end: TlsEnd, own: Certificate
) -> None:
    for user in ("", "stranger"):
        line = refusal(searched(end, variables(tmp_path, user, own)))
        assert line == (
            f"cewen: opensearch+https://{end.host}/laws: the server refuses the user or the "
            "password (401). They are taken from CEWEN_OPENSEARCH_USER and "
            "CEWEN_OPENSEARCH_PASSWORD, or from the settings opensearch-user and "
            "opensearch-password (cewen config)"
        )


def test_a_file_without_certificates_is_named(tmp_path: Path, end: TlsEnd) -> None:
    for text in (None, "", "no certificate"):
        path = tmp_path / "ca.pem"
        if text is not None:
            path.write_text(text)
        line = refusal(searched(end, variables(tmp_path, "reader", Certificate(path, path))))
        assert line.startswith(f"cewen: {path}: no file of certificates (")


def test_credentials_come_from_the_settings(
    tmp_path: Path, own: Certificate, opensearch: OpenSearch
) -> None:
    documents, env = write_documents(tmp_path / "documents"), variables(tmp_path)
    config = tmp_path / "config" / "cewen" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(
        f'opensearch-user = "loader"\nopensearch-password = "{PASSWORDS["loader"]}"\n'
        f'opensearch-ca = "{own.certificate}"\n',
        encoding="utf-8",
    )
    with TlsEnd(own, opensearch.urls[0]) as end:
        index = f"opensearch+https://{end.host}/{opensearch.index_name()}"
        config.chmod(0o640)
        line = refusal(run("index", str(documents), "--index", index, env=env))
        assert line == (
            f"cewen: {config}: it has a password, and other users can read it. "
            f"Let only its owner do so: chmod 600 {config}"
        )
        config.chmod(0o600)
        assert run("index", str(documents), "--index", index, env=env).code == 0
        wrong = {**env, "CEWEN_OPENSEARCH_USER": "stranger"}  # counts more than the file
        assert "(401)" in refusal(run("search", "外送員", "--index", index, env=wrong))
        assert run("search", "外送員", "--index", index, env=env).code == 0


def test_a_password_is_not_sent_unencrypted(tmp_path: Path) -> None:
    index = "opensearch://127.0.0.1:9,elsewhere.example:9200/laws"
    ran = run("search", "平台", "--index", index, env=variables(tmp_path, "reader"))
    assert refusal(ran) == (
        f"cewen: {index}: the password would be sent unencrypted. Write opensearch+https://…, or "
        "remove the user from CEWEN_OPENSEARCH_USER and from the setting opensearch-user"
    )
