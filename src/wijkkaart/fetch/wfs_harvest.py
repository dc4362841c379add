"""Gathers all features of a WFS question: page by page, and tile by tile where pages cannot be trusted.

What servers do, and what it takes: some ignore ``startIndex`` and send the first page again;
some refuse it; PDOK refuses it beyond 50,000; MapServer cuts its own count of features off at
the page size; the order may change between two pages. Whether all is there is therefore never
taken from one number, and what cannot be shown to be complete is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wijkkaart.extent import RD
from wijkkaart.fetch.answer import ErrorReport, RequestRefused
from wijkkaart.fetch.answer import where as place
from wijkkaart.fetch.pages import FeatureFile, Page, as_count, changed, check_filter, incomplete, read_page
from wijkkaart.fetch.vector import NETHERLANDS
from wijkkaart.fetch.wfs_question import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wijkkaart.fetch.wfs_question import Box, Question

#: PDOK refuses to start further on: whoever wants more should download the whole.
_LAST_START = 50_000
#: Limits of servers are round numbers.
_ROUND = 50
#: Metres; smaller tiles do not part objects that lie on top of each other.
_SMALLEST_TILE = 1.0
_BAD_REQUEST = 400
#: What services answer to a question that they do not know.
_NOT_KNOWN = frozenset({_BAD_REQUEST, 405, 501})


class Harvest:
    """One gathering of features into `target`; remembers what the service turned out to be able to."""

    def __init__(self, question: Question, target: FeatureFile) -> None:
        self._question, self._target = question, target
        self._where = place(question.url)
        self._page_size: int | None = None  # known once paging proved not to work
        self._counts = True
        self.urls: list[str] = []

    def gather_all(self, area: Box | None) -> int | None:
        """Gather the features in `area` (None for all); return how many the service says there are.

        None when it does not say, or says a number at which it stopped counting.

        Raises
        ------
        SourceUnavailable
            When not all came.
        """
        matched = self._matched(area)
        if not self._gather(area, matched):
            if self._matched((*NETHERLANDS[:2], NETHERLANDS[0] + 1, NETHERLANDS[1] + 1)) != 0:
                raise changed(self._where, "een gebied waar niets ligt, geeft toch objecten: 'bbox' werkt niet")
            self._gather_quarters(area or NETHERLANDS)
        if not self._agrees(len(self._target), matched):
            raise incomplete(self._where, len(self._target), matched)
        return matched if matched == len(self._target) else None

    def _gather_quarters(self, box: Box) -> None:
        if box[2] - box[0] < _SMALLEST_TILE:
            raise changed(
                self._where, f"bij x {box[0]:.0f}, y {box[1]:.0f} liggen meer objecten dan er op een pagina passen"
            )
        for quarter in _quarters(box):
            if not self._gather(quarter, self._matched(quarter)):
                self._gather_quarters(quarter)

    def _gather(self, area: Box | None, matched: int | None) -> bool:
        """Take the features in `area`; return whether all came, False when smaller areas may help."""
        if matched == 0:
            return True
        if self._page_size is not None:
            return self._take_one(area, matched, self._page_size)
        if matched is not None and matched > _LAST_START:
            return False
        walk = self._walk(area, matched)
        if not walk.ended:
            return False
        if walk.rows == len(walk.keys) and self._agrees(walk.rows, matched):
            return True
        if walk.rows == walk.first_page:
            raise incomplete(self._where, len(walk.keys), matched)
        return False

    def _take_one(self, area: Box | None, matched: int | None, size: int) -> bool:
        """Take the features in `area` if one page of `size` holds them all."""
        if matched is not None and matched >= size:
            return False
        page = self._take(area, 0) or []
        if matched is not None and len(page) != matched:
            raise incomplete(self._where, len(page), matched)
        return len(page) < size

    def _walk(self, area: Box | None, matched: int | None) -> _Walk:
        walk = _Walk()
        while walk.rows <= _LAST_START and not walk.ended:
            page = self._take(area, walk.rows)
            if page is None or walk.has_begun_with(page):
                self._page_size = walk.first_page
                break
            walk.add(page)
            walk.ended = _is_last(len(page), walk.rows, matched, self._question.count)
        return walk

    def _take(self, area: Box | None, start: int) -> list[str] | None:
        """Return the keys on the page that begins at `start`; None when the service cannot begin there."""
        try:
            answer = self._question.page(area, start)
        except (ErrorReport, RequestRefused) as error:
            if start and (isinstance(error, ErrorReport) or error.status == _BAD_REQUEST):
                return None
            raise
        self.urls.append(answer.url)
        page = read_page(answer)
        _check_crs(page)
        check_filter(page, self._question.where)
        return self._target.add(page.features)

    def _agrees(self, there: int, matched: int | None) -> bool:
        """Return whether a service that says `matched` can mean what came."""
        if matched is None or there == matched:
            return True
        return there > matched and _may_be_cut(matched, self._question.count)

    def _matched(self, area: Box | None) -> int | None:
        """Return how many features the service says lie in `area`; None when it does not say."""
        if not self._counts:
            return self._matched_beside_one(area)
        try:
            answer = self._question.hits(area)
        except (ErrorReport, RequestRefused) as error:
            if isinstance(error, RequestRefused) and error.status not in _NOT_KNOWN:
                raise
            self._counts = False
            return self._matched_beside_one(area)
        self.urls.append(answer.url)
        return as_count(parse(answer, "FeatureCollection").get("numberMatched"))

    def _matched_beside_one(self, area: Box | None) -> int | None:
        """Return the number that a service that cannot only count tells beside a first feature; 0 without any."""
        answer = replace(self._question, count=1).page(area, 0)
        self.urls.append(answer.url)
        page = read_page(answer)
        if not page.features:
            return 0
        return page.matched if page.matched != len(page.features) else None


class _Walk:
    """What came along the pages of one area."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.rows = 0
        self.first_page = 0
        self.ended = False
        self._firsts: set[str] = set()

    def has_begun_with(self, page: list[str]) -> bool:
        """Return whether an earlier page began with the same feature: the service ignores startIndex."""
        return bool(page) and page[0] in self._firsts

    def add(self, page: list[str]) -> None:
        """Take in the keys of the next page."""
        self._firsts.update(page[:1])
        self.keys.update(page)
        self.rows += len(page)
        self.first_page = self.first_page or len(page)


def _may_be_cut(number: int, count: int) -> bool:
    """Return whether a number of features may be where the service stopped: what was asked, or a round number."""
    return number == count or number % _ROUND == 0


def _is_last(page: int, rows: int, matched: int | None, count: int) -> bool:
    """Return whether nothing can follow a page: it is empty, or it was not cut off and all are there."""
    if page == 0 or matched is None:
        return page == 0
    if rows > matched:
        return not _may_be_cut(matched, count)
    return rows == matched and not _may_be_cut(page, count)


def _quarters(box: Box) -> Iterator[Box]:
    west, south, east, north = box
    x, y = (west + east) / 2, (south + north) / 2
    yield from ((west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north))


def _check_crs(page: Page) -> None:
    """Refuse coordinates that say to be in another CRS than was asked."""
    try:
        name = page.content["crs"]["properties"]["name"]
    except (KeyError, TypeError):
        return
    if not str(name).endswith("28992"):
        raise changed(page.where, f"het veld 'crs' is {name!r} en niet {RD}")
