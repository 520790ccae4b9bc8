"""The parts of the driver that need no terminal: the paste gate, the link, the watchdog."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import tty

import pytest
from hypothesis import given
from hypothesis import strategies as st

from descent_tui.tui import frame as frames
from descent_tui.tui.backpressure import LARGE, SLACK, Link, link
from descent_tui.tui.frame import Frame
from descent_tui.tui.paste import END, START, PasteGate
from descent_tui.tui.safety import SafeApp
from descent_tui.tui.stream import TerminalStream


def pieces(text, cuts):
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[a:b] for a, b in itertools.pairwise(places)]


@given(
    st.lists(st.integers(0, 999)),
    st.text("ab\x1b[20", max_size=20),
    st.text("xyz\n201~", max_size=30),
    st.text("c\x1b", max_size=5),
)
def test_a_paste_comes_through_however_it_is_cut(cuts, before, pasted, after):
    gate = PasteGate()
    text = f"{before}|{START}{pasted}{END}{after}"
    assert "".join(map(gate.admit, pieces(text, cuts))) == text
    assert not gate.open


@given(st.lists(st.integers(0, 999)), st.integers(0, 40))
def test_no_more_than_the_limit_comes_through(cuts, limit):
    gate = PasteGate(limit)
    out = "".join(map(gate.admit, pieces(f"{START}{'x' * 30}{END}q", cuts)))
    assert out == f"{START}{'x' * min(limit, 30)}{END}q"


def test_typed_text_is_never_held_back():
    gate = PasteGate()
    assert [gate.admit(c) for c in START] == list(START)
    assert gate.open


def test_a_paste_brings_no_control_characters():
    assert PasteGate().admit(f"{START}a\x1b]0;x\x07\x9bb\tc\n{END}") == f"{START}a]0;xb\tc\n{END}"


def test_a_paste_without_end_is_ended():
    gate = PasteGate()
    gate.admit(START + "x\x1b[20")
    assert gate.give_up() == END
    assert gate.admit("1~q") == "1~q"
    assert gate.give_up() == ""


def test_the_link_is_busy_while_much_is_under_way():
    line = Link()
    line.accept(SLACK)
    assert not line.busy()
    line.accept(1)
    assert line.busy()
    line.deliver(1)
    assert not line.busy()


def test_the_link_asks_after_large_pieces_those_that_answer():
    line = Link()
    assert not line.should_ask(LARGE)
    assert line.answered()
    assert not line.should_ask(LARGE - 1)
    assert line.should_ask(LARGE)
    assert line.busy()
    assert not line.should_ask(LARGE)
    assert not line.answered()
    assert not line.busy()


HOME, AWAY = "\x1b[1;1H", "\x1b[2;5H"


@pytest.mark.parametrize("marks", [(), (frames.BEGIN, frames.END)])
def test_a_frame_that_only_moves_the_cursor_to_where_it_is_is_not_sent(marks):
    frame = Frame()

    def sent(text):
        return "".join(map(frame.admit, (marks[0], text, marks[1]) if marks else (text,)))

    whole = [f"{marks[0]}{text}{marks[1]}" if marks else text for text in (f"cells{HOME}", AWAY, HOME)]
    assert sent(f"cells{HOME}") == whole[0]
    assert sent(HOME) == ""
    assert sent(AWAY) == whole[1]
    assert sent(AWAY) == ""
    assert sent(HOME) == whole[2]
    assert frame.admit("who knows where this leaves it") != ""
    assert sent(HOME) == whole[2]


def test_a_frame_leaves_in_one_piece():
    frame, pieces = Frame(), (frames.BEGIN, "cells", "more", frames.END)
    assert frame.admit("a title") == "a title"
    assert [frame.admit(piece) for piece in pieces] == ["", "", "", "".join(pieces)]
    assert frame.admit(frames.BEGIN) == ""
    assert frame.rest() == frames.BEGIN  # cut short
    assert frame.admit("the end") == "the end"


def test_what_the_terminal_does_not_take_at_once_leaves_first():
    near, far = os.openpty()
    tty.setraw(far)
    line = Link()
    stream = TerminalStream(far, line)
    assert stream.at_once("now ") == 0
    assert line.idle()
    large = "x" * 1_000_000
    left = stream.at_once(large)
    assert 0 < left < len(large)
    line.accept(left)
    assert not line.idle()
    read = Reading(near, len(large) + len("now then"))
    line.accept(len("then"))
    stream.write("then")
    stream.flush()
    assert line.idle()
    assert read.all() == b"now " + large.encode() + b"then"
    stream.close()
    os.close(far)
    os.close(near)


class Reading(threading.Thread):
    """Reads so many bytes while somebody writes them."""

    def __init__(self, fd, count):
        super().__init__(daemon=True)
        self.fd, self.count, self.data = fd, count, b""
        self.start()

    def run(self):
        while len(self.data) < self.count:
            self.data += os.read(self.fd, 65536)

    def all(self):
        self.join(20)
        return self.data


def test_an_app_without_our_driver_has_a_link_that_is_never_busy():
    assert not link(SafeApp(depth="16")).busy()


@pytest.mark.parametrize(("ascii_only", "sent"), [(False, "∂◆?".encode()), (True, b"???")])
def test_the_stream_writes_what_the_terminal_takes_and_counts_it(ascii_only, sent):
    read, write = os.pipe()
    line = Link()
    stream = TerminalStream(write, line, ascii_only)
    line.accept(SLACK + 3)
    stream.write("∂◆\ud800")
    assert line.busy()
    stream.flush()
    assert not line.busy()
    assert os.read(read, 100) == sent
    os.close(read)
    stream.write("into the void")
    stream.flush()  # the other end is gone: no exception
    os.close(write)


WATCHED = """
import os, signal, sys, threading, time
from descent_tui.tui.watchdog import Watchdog
signal.signal(signal.SIGTERM, lambda *_: None)
signal.signal(signal.SIGUSR1, lambda *_: None)
dog = Watchdog(lambda status: os._exit(status), patience=0.3)
os.kill(os.getpid(), signal.SIGUSR1)
{then}
time.sleep(1)
dog.dismiss()
"""


@pytest.mark.parametrize(
    ("then", "status"),
    [
        ("", 0),
        ("os.kill(os.getpid(), signal.SIGTERM)", 143),
        ("dog.arm(7)", 7),
        ("dog.arm(7); dog.dismiss(); os._exit(5)", 5),
    ],
    ids=["other signals", "told to end", "armed", "dismissed"],
)
def test_the_watchdog(then, status):
    assert subprocess.run([sys.executable, "-c", WATCHED.format(then=then)], check=False).returncode == status
