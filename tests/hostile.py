"""Texts that try to be more than text."""

from __future__ import annotations

ST = "\x1b\\"
HOSTILE = [
    # operating system commands: titles, links, the clipboard, colours, notifications, files
    "\x1b]0;owned\x07", f"\x1b]2;owned{ST}", "\x1b]1;icon\x07", "\x1b]8;;http://evil.example\x07here\x1b]8;;\x07",
    "\x1b]52;c;cm0gLXJmIH4=\x07", f"\x1b]52;c;?{ST}", "\x1b]4;1;#000000\x07", "\x1b]9;hello\x07", "\x1b]10;?\x07",
    "\x1b]104\x07", "\x1b]777;notify;a;b\x07", "\x1b]1337;File=inline=1:AAAA\x07", "\x1b]50;#1\x07", "\x1b]0;never ended",
    # device control, application and privacy strings, start of string
    f'\x1bP$q"p{ST}', f"\x1bP+q544e{ST}", f"\x1b_Gf=100;AAAA{ST}", f"\x1b^private{ST}", f"\x1bXsos{ST}", "\x1bPnever ended",
    # control sequences: clear, ask, scroll, switch screens and modes, resize, reset
    "\x1b[2J", "\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[21t", "\x1b[8;1;1t", "\x1b[?47h", "\x1b[?9h", "\x1b[3J", "\x1b[1;1r", "\x1b[5i",
    "\x1b[!p", "\x1b[20h", "\x1b[1000000b", "\x1bc", "\x1b#8", "\x1b(0", "\x1b7\x1b8", "\x1b[31", "\x1b",
    # the same in one byte each (C1)
    "\x9b2J", "\x9d0;owned\x9c", "\x90q\x9c", "\x9fG\x9c", "\x8e\x8f", "\x85",
    # characters that move, ring, hide or turn round
    "\x00\x00", "good\rEVIL", "good\b\b\b\bEVIL", "\x07\x07", "a\tb\vc\fd", "\x0e\x0f", "\x7f\x7f", "\x18\x1a", "\x05",
    "\u202egpj.exe", "\u2066a\u2069", "\u200f\u200e\u061c", "\u2028\u2029", "\U000e0041\U000e0042", "\ufeff\ufff9", "\ud800",
]  # fmt: skip
