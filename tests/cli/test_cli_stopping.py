"""Ctrl+C stops a command without a trace, wherever in Python it lands."""

from __future__ import annotations

import os
import signal
import weakref

import pytest

from sasaeai_desktop.cli.stopping import Stop


class _Held:
    pass


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_inside_a_finalizer_is_remembered_and_leaves_no_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stop, held = Stop(), _Held()
    weakref.finalize(held, os.kill, os.getpid(), signal.SIGINT)
    before = signal.getsignal(signal.SIGINT)
    with stop.heard():
        del held
    assert stop.asked
    assert capsys.readouterr().err == ""
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_elsewhere_stops_at_once() -> None:
    stop = Stop()
    with pytest.raises(KeyboardInterrupt), stop.heard():
        signal.raise_signal(signal.SIGINT)
    assert stop.asked
