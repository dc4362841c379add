"""Recognises an error report where data was asked: services send them with HTTP 200 too."""

from __future__ import annotations

import html
import json
import re

#: So much of the start of an answer tells what it is.
HEAD = 4096
_SHOWN = 200
_XML_REPORT = re.compile(rb"<(?:\w+:)?(?:ExceptionReport|ServiceExceptionReport)\b")
_HTML_PAGE = re.compile(rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML_CODE = re.compile(r"\b(?:exceptionCode|code)\s*=\s*[\"']([^\"']+)[\"']")
_XML_TEXT = re.compile(r"<(?:\w+:)?(?:ExceptionText|ServiceException)\b[^>]*>(.*?)</", re.DOTALL)
_HTML_TEXT = re.compile(r"<(?:title|h1)\b[^>]*>(.*?)</", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def is_report(content_type: str, head: bytes, *, html_wanted: bool = False) -> bool:
    """Return whether the answer is an OWS report, problem+json, or a web page nobody asked for."""
    if "problem+json" in content_type or _XML_REPORT.search(head):
        return True
    return not html_wanted and ("html" in content_type or _HTML_PAGE.match(head) is not None)


def report_text(content_type: str, head: bytes) -> str:
    """Return the server's own words in one line of at most 200 characters; empty when it has none."""
    text = head.decode("utf-8", errors="replace")
    if _XML_REPORT.search(head):
        found = ": ".join(part[1] for part in (_XML_CODE.search(text), _XML_TEXT.search(text)) if part)
    elif "html" in content_type or _HTML_PAGE.match(head):
        title = _HTML_TEXT.search(text)
        found = title[1] if title else ""
    elif "json" in content_type:
        found = _json_text(text)
    else:
        found = text if content_type.startswith("text/") else ""
    return _one_line(found)


def _json_text(text: str) -> str:
    try:
        report = json.loads(text)
    except ValueError:
        return ""
    if not isinstance(report, dict):
        return ""
    return ": ".join(str(report[name]) for name in ("title", "detail", "message") if report.get(name))


def _one_line(text: str) -> str:
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    words = " ".join(html.unescape(_TAG.sub(" ", text)).split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
