"""A map page with its packed data written out, so that a test can look for what may not be in it."""

import base64
import re
import zlib

PACKED = re.compile(r'<script type="application/zlib" id="([\w-]+)">([A-Za-z0-9+/=]+)</script>')


def unpacked(page: str) -> str:
    """Return the page with every packed block as readable JSON."""
    return PACKED.sub(_written_out, page)


def _written_out(block: re.Match[str]) -> str:
    text = zlib.decompress(base64.b64decode(block[2], validate=True)).decode("ascii")
    return f'<script type="application/json" id="{block[1]}">{text}</script>'
