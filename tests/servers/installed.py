"""Programs that the tests need but this project does not bring: skipped where they lack, but never in CI."""

from __future__ import annotations

import os

import pytest


def require(*reasons: str) -> None:
    """Skip when there is a reason why a program cannot run; fail in CI, where all must be there."""
    lacking = "; ".join(reason for reason in reasons if reason)
    if lacking and os.environ.get("CI"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
