"""Data blocks of the page, packed when they are large: a map of a whole town must fit in an e-mail.

The browser unpacks them by itself (``unpack.js``); nothing is hidden, and the same figures stand in the tables.
"""

from __future__ import annotations

import base64
import zlib

#: Blocks shorter than this stay readable; packing them gains nothing that matters.
LARGE = 20_000
_BEST = 9


def data_block(name: str, text: str) -> str:
    """Return the element that holds the JSON `text` under the id `name`: packed (zlib, base64) when it is large."""
    if len(text) < LARGE:
        return f'<script type="application/json" id="{name}">{text}</script>'
    packed = base64.b64encode(zlib.compress(text.encode("ascii"), _BEST)).decode("ascii")
    return f'<script type="application/zlib" id="{name}">{packed}</script>'
