"""A strict search service on this machine, with the manners of the Locatieserver of PDOK (Solr)."""

from __future__ import annotations

import json

from tests.servers.loopback import Loopback

PATH = "/bzk/locatieserver/search/v3_1/free"
KNOWN = {"q", "fq", "fl", "rows", "start"}
MOST_ROWS = 100


class SolrServer(Loopback):
    """Serves `documents` (dicts with a ``type``): at most 100 a page, only the fields that are asked for.

    Parameters
    ----------
    twist
        Called with each answer (a dict) and the place where it starts, to spoil it.
    """

    def __init__(self, documents, twist=lambda content, _: content):
        super().__init__()
        self.documents = documents
        self.twist = twist

    @property
    def url(self):
        return f"{self.root}{PATH}"

    def answer(self, path, query):
        asked = dict(query)
        if path != PATH or set(asked) - KNOWN or int(asked.get("rows", 10)) > MOST_ROWS:
            return 400, "application/json", b'{"error":{"msg":"unknown request","code":400}}'
        field, _, value = asked.get("fq", ":").partition(":")
        found = [document for document in self.documents if not field or document[field] == value]
        start, rows = int(asked.get("start", 0)), int(asked.get("rows", 10))
        fields = asked.get("fl", "id").split(",")
        page = [{name: doc[name] for name in fields if name in doc} for doc in found[start : start + rows]]
        response = {"numFound": len(found), "start": start, "maxScore": 1.0, "numFoundExact": True, "docs": page}
        return 200, "application/json;charset=UTF-8", json.dumps(self.twist({"response": response}, start)).encode()
