"""What the workers of a batch open to the network: nothing that another machine could reach."""

from __future__ import annotations

import socket

import psutil
import pytest

from photocompare.batch.cluster import workers_of


@pytest.mark.slow
def test_that_a_cluster_listens_on_this_machine_alone_and_beside_another_cluster() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8787))
            other.listen()
        except OSError:
            pass  # another cluster has it already: the same case
        with workers_of(1, None) as client:
            assert client.submit(abs, -1).result() == 1
            own = psutil.Process()
            every = [one for process in (own, *own.children(recursive=True)) for one in listening(process)]
    assert every
    assert {address for address, port in every if port != 8787} == {"127.0.0.1"}


def listening(process: psutil.Process) -> list[tuple[str, int]]:
    return [
        (one.laddr.ip, one.laddr.port)
        for one in process.net_connections(kind="inet")
        if one.status == psutil.CONN_LISTEN
    ]
