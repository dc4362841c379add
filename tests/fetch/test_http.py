"""Every answer is checked, what may pass is tried again, and nothing secret is ever said."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import threading
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wijkkaart import __version__
from wijkkaart.errors import SourceChanged, SourceUnavailable
from wijkkaart.fetch import http as http_module
from wijkkaart.fetch.answer import retry_after
from wijkkaart.fetch.http import ErrorReport, Http, RequestRefused

JSON = ("application/json",)
KEY = "zeer-geheime-sleutel-123"
PAGE = b"<!DOCTYPE html><html><head><title>Meld u aan bij het netwerk</title></head><body>x</body></html>"
OWS = (
    b'<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
    b'<ows:Exception exceptionCode="InvalidParameterValue" locator="startIndex">'
    b"<ows:ExceptionText>startIndex &gt; 50000 mag niet</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)


def load_plain():
    path = Path(__file__).parents[1] / "servers" / "plain.py"
    spec = importlib.util.spec_from_file_location("plain_server", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["plain_server"] = module
    spec.loader.exec_module(module)
    return module


plain = load_plain()
Reply = plain.Reply


@pytest.fixture
def server():
    with plain.PlainServer() as running:
        yield running


@pytest.fixture
def http():
    with Http(timeout=(2, 2), pause=0) as session:
        yield session


@pytest.fixture
def pauses(monkeypatch):
    """What the client would have waited, in seconds."""
    waited = []
    monkeypatch.setattr(http_module, "time", SimpleNamespace(sleep=waited.append))
    return waited


# --- one answer


def test_an_answer_has_its_address_and_body(server, http):
    url = server.put("/items", Reply(b'{"a": 1}', kind="Application/JSON; charset=utf-8"))
    answer = http.get(url, {"naam": "Den Haag", "bbox": "1,2"}, accept=JSON)
    assert answer.json() == {"a": 1}
    assert (answer.url, answer.status) == (f"{url}?naam=Den%20Haag&bbox=1%2C2", 200)
    assert answer.content_type == "application/json; charset=utf-8"


def test_a_query_in_the_address_stays(server, http):
    server.put("/items", Reply())
    http.get(f"{server.url}/items?cursor=A%7CB", {"f": "json"}, accept=JSON)
    http.get(f"{server.url}/items?cursor=A%7CB", accept=JSON)
    assert [one.path for one in server.asked] == ["/items?cursor=A%7CB&f=json", "/items?cursor=A%7CB"]


def test_the_service_can_see_who_asks(server, http):
    http.get(server.put("/x", Reply()), accept=JSON)
    assert server.asked[0].headers["User-Agent"].startswith(f"wijkkaart/{__version__} (+http")


def test_post_sends_json_or_a_form(server, http):
    url = server.put("/x", Reply(status=202))
    assert http.post(url, json={"a": 1}, accept=JSON).status == 202
    http.post(url, data={"FILTER": "<Filter/>"}, accept=JSON, headers={"X-Eigen": "ja"})
    assert [one.body for one in server.asked] == [b'{"a": 1}', b"FILTER=%3CFilter%2F%3E"]
    assert server.asked[1].headers["X-Eigen"] == "ja"


def test_a_compressed_answer_is_opened(server, http):
    reply = Reply(gzip.compress(b'{"a": 2}'), headers={"Content-Encoding": "gzip"})
    assert http.get(server.put("/x", reply), accept=JSON).json() == {"a": 2}


# --- trying again


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(server, http, status):
    url = server.put("/x", Reply(status=status), Reply(status=status), Reply(b"[1]"))
    assert http.get(url, accept=JSON).json() == [1]
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 304])
def test_a_refusal_is_not_tried_again(server, http, status):
    with pytest.raises(RequestRefused) as caught:
        http.get(server.put("/x", Reply(status=status)), accept=JSON)
    assert caught.value.status == status
    assert len(server.asked) == 1


def test_a_service_that_keeps_failing_is_unavailable(server, http):
    url = server.put("/pad", Reply(b"te druk", 503, "text/plain"))
    with pytest.raises(
        RequestRefused, match=r"127\.0\.0\.1:\d+/pad weigert het verzoek \(HTTP 503: te druk\)\. Probeer"
    ):
        http.get(url, accept=JSON)
    assert len(server.asked) == 4


def test_pauses_double_and_differ(server, pauses):
    with Http(tries=5, pause=8) as http, pytest.raises(SourceUnavailable):
        http.get(server.put("/x", Reply(status=500)), accept=JSON)
    for pause, longest in zip(pauses, (8, 16, 32, 60), strict=True):
        assert longest / 2 <= pause <= longest


def test_the_wait_that_the_service_asks_for_is_kept(server, http, pauses):
    replies = Reply(status=429, headers={"Retry-After": "7"}), Reply(status=503, headers={"Retry-After": "0"}), Reply()
    http.get(server.put("/x", *replies), accept=JSON)
    assert pauses == [7, 0]


def test_a_service_that_asks_for_a_long_wait_is_left_alone(server, http, pauses):
    url = server.put("/x", Reply(status=503, headers={"Retry-After": "3600"}))
    with pytest.raises(RequestRefused):
        http.get(url, accept=JSON)
    assert (len(server.asked), pauses) == (1, [])


def test_retry_after_may_be_a_moment():
    soon = datetime.now(UTC) + timedelta(seconds=40)
    assert 30 < retry_after({"Retry-After": soon.strftime("%a, %d %b %Y %H:%M:%S GMT")}) <= 40
    assert retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    assert retry_after({"Retry-After": "Wed, 21 Oct 2015 07:28:00 -0000"}) == 0
    assert retry_after({"Retry-After": "straks"}) is None
    assert retry_after({}) is None


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_breaks_off_is_asked_again(server, http, chunked):
    whole = b'{"features": [1, 2, 3]}'
    url = server.put("/x", Reply(whole, cut=9, chunked=chunked), Reply(whole, chunked=chunked))
    assert http.get(url, accept=JSON).body == whole


def test_a_body_that_always_breaks_off_is_unavailable(server, http):
    with pytest.raises(SourceUnavailable, match="brak af"):
        http.get(server.put("/x", Reply(b"[1, 2, 3]", cut=4)), accept=JSON)
    assert len(server.asked) == 4


def test_a_slow_service_does_not_hold_the_run(server):
    url = server.put("/x", Reply(pause=0.4))
    with Http(timeout=(2, 0.05), tries=2, pause=0) as http, pytest.raises(SourceUnavailable, match="niet op tijd"):
        http.get(url, accept=JSON)
    assert len(server.asked) == 2


def test_a_dead_host_is_tried_once_after_that(http, pauses):
    with plain.PlainServer() as gone:
        url = f"{gone.url}/pad?sleutel={KEY}"
    for _ in range(2):
        with pytest.raises(SourceUnavailable, match=r"/pad: er is geen verbinding\. Probeer") as caught:
            http.get(url, accept=JSON)
        assert KEY not in "".join(traceback.format_exception(caught.value))
    assert len(pauses) == 3  # four tries, then one


@pytest.mark.parametrize(("status", "asked"), [(502, 5), (503, 5), (504, 5), (500, 8), (429, 8)])
def test_behind_a_gateway_that_keeps_saying_nobody_is_there_one_try_follows(server, http, status, asked):
    url = server.put("/x", Reply(status=status))
    for _ in range(2):
        with pytest.raises(RequestRefused):
            http.get(url, accept=JSON)
    assert len(server.asked) == asked


def test_the_client_waits_as_long_as_a_service_may_need_to_come_back(server, pauses):
    with Http() as http, pytest.raises(RequestRefused):
        http.get(server.put("/x", Reply(status=503)), accept=JSON)
    for pause, longest in zip(pauses, (5, 10, 20), strict=True):
        assert longest / 2 <= pause <= longest


# --- an answer that is none


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (OWS, "text/xml", "InvalidParameterValue: startIndex > 50000 mag niet"),
        (OWS, "application/json", "InvalidParameterValue: startIndex > 50000 mag niet"),
        (b"<ServiceExceptionReport><ServiceException code='X'>\n kapot </ServiceException>", "text/xml", "X: kapot"),
        (b'{"title": "Bad Request", "detail": "geen f"}', "application/problem+json", "Bad Request: geen f"),
        (PAGE, "text/html; charset=utf-8", "Meld u aan bij het netwerk"),
        (PAGE, "application/json", "Meld u aan bij het netwerk"),
    ],
)
def test_an_error_report_with_status_200_is_no_answer(server, http, body, kind, said):
    with pytest.raises(ErrorReport) as caught:
        http.get(server.put("/x", Reply(body, kind=kind)), accept=("application/", "text/xml"))
    assert caught.value.text == said
    assert said in str(caught.value)
    assert len(server.asked) == 1


def test_a_web_page_may_be_asked_for(server, http):
    assert http.get(server.put("/x", Reply(PAGE, kind="text/html")), accept=("text/html",)).body == PAGE


@pytest.mark.parametrize(("kind", "named"), [("image/tiff", "image/tiff"), ("", "van onbekende soort")])
def test_another_kind_of_answer_is_refused(server, http, kind, named):
    with pytest.raises(SourceChanged, match=rf"/x: het antwoord is {named}, verwacht was application/json"):
        http.get(server.put("/x", Reply(kind=kind)), accept=JSON)


def test_the_words_of_a_refusal_are_kept_short(server, http):
    with pytest.raises(RequestRefused) as caught:
        http.get(server.put("/x", Reply(b"a" * 5000, 400, "text/plain")), accept=JSON)
    assert caught.value.text == "a" * 199 + "…"


def test_half_json_is_no_answer(server, http):
    answer = http.get(server.put("/x", Reply(b'{"features": [')), accept=JSON)
    with pytest.raises(SourceChanged, match=r"geen \(hele\) JSON; het begint met '\{\"features\": \['"):
        answer.json()


def test_an_endless_answer_is_stopped(server, http, monkeypatch):
    monkeypatch.setattr(http_module, "_LARGEST", 10)
    with pytest.raises(SourceChanged, match="groter dan"):
        http.get(server.put("/x", Reply(b"[" + b" " * 20 + b"]")), accept=JSON)


# --- redirects


def test_a_redirect_is_followed(server, http):
    server.put("/nieuw", Reply(b"[3]"))
    answer = http.get(server.put("/oud", Reply(status=301, headers={"Location": "/nieuw"})), accept=JSON)
    assert (answer.json(), answer.url) == ([3], f"{server.url}/nieuw")


def test_a_key_does_not_travel_to_another_host(server, http):
    with plain.PlainServer() as other:
        server.put("/oud", Reply(status=302, headers={"Location": other.put("/nieuw", Reply(b"[4]"))}))
        headers = {"Authorization": KEY, "X-Api-Key": KEY, "Accept": "application/json"}
        assert http.get(f"{server.url}/oud", accept=JSON, headers=headers).json() == [4]
        assert server.asked[0].headers["X-Api-Key"] == KEY
        assert KEY not in str(other.asked)
        assert other.asked[0].headers["Accept"] == "application/json"


def test_a_redirect_loop_ends(server, http):
    url = server.put("/x", Reply(status=302, headers={"Location": "/x"}))
    with pytest.raises(SourceChanged, match="blijft doorverwijzen"):
        http.get(url, accept=JSON)
    assert len(server.asked) == 6


def test_what_is_posted_is_not_sent_on(server, http):
    url = server.put("/x", Reply(status=307, headers={"Location": "/y"}))
    with pytest.raises(SourceChanged, match="verwijst door naar"):
        http.post(url, json={}, accept=JSON)
    assert len(server.asked) == 1


# --- secrets


def test_a_key_is_in_no_message_and_no_log(server, http, caplog):
    caplog.set_level(0)
    echo = f'{{"title": "Sleutel {KEY} onbekend"}}'.encode()
    for status in (401, 500):
        url = server.put("/x", Reply(echo, status))
        with pytest.raises(RequestRefused) as caught:
            http.get(f"{url}?k=v", accept=JSON, headers={"Authorization": f"Bearer {KEY}"})
        said = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(caught.value.text)
        assert KEY not in said
        assert "Sleutel *** onbekend" in said
        assert "k=v" not in str(caught.value)


def test_a_netrc_file_does_not_replace_the_key(server, http, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ander password anders\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    http.get(server.put("/x", Reply()), accept=JSON, headers={"Authorization": KEY})
    assert server.asked[0].headers["Authorization"] == KEY


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://127.0.0.1/x", "geen adres", "http://"])
def test_only_web_addresses(http, url):
    with pytest.raises(SourceUnavailable, match="geen webadres"):
        http.get(url, accept=JSON)


def test_a_password_in_the_address_is_refused_and_not_repeated(http):
    with pytest.raises(SourceUnavailable, match="naam of wachtwoord") as caught:
        http.get(f"http://ik:{KEY}@127.0.0.1/x", accept=JSON)
    assert KEY not in "".join(traceback.format_exception(caught.value))


# --- sparing the host


def test_at_most_two_at_a_time(server, http):
    url = server.put("/x", Reply(pause=0.05))
    threads = [threading.Thread(target=http.get, args=(url,), kwargs={"accept": JSON}) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(server.asked), server.busiest) == (6, 2)


# --- downloads

BODY = bytes(range(256)) * 800
SHA256 = hashlib.sha256(BODY).hexdigest()
FILE = "application/octet-stream"


def test_a_download_is_whole_and_leaves_no_part(server, http, tmp_path):
    url = server.put("/f.gpkg", Reply(BODY, kind=FILE))
    http.download(url, tmp_path / "f.gpkg", accept=(FILE,), expected_bytes=len(BODY), sha256=SHA256.upper())
    assert (tmp_path / "f.gpkg").read_bytes() == BODY
    assert [path.name for path in tmp_path.iterdir()] == ["f.gpkg"]


def test_a_broken_download_is_continued(server, http, tmp_path):
    whole = Reply(BODY, kind=FILE, version='"v1"')
    broken = Reply(BODY, kind=FILE, version='"v1"', cut=70_000)
    http.download(server.put("/f", broken, broken, whole), tmp_path / "f", sha256=SHA256)
    ranges = [(one.headers.get("Range"), one.headers.get("If-Range")) for one in server.asked]
    block = 1 << 16  # what was read of a block that broke off is asked again
    assert ranges == [(None, None), (f"bytes={block}-", '"v1"'), (f"bytes={2 * block}-", '"v1"')]
    assert (tmp_path / "f").read_bytes() == BODY


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"v1"'}, {"ETag": '"v1"', "Accept-Ranges": "none"}])
def test_without_a_version_a_download_starts_again(server, http, tmp_path, headers):
    replies = Reply(BODY, kind=FILE, cut=70_000, headers=headers), Reply(BODY, kind=FILE)
    http.download(server.put("/f", *replies), tmp_path / "f", sha256=SHA256)
    assert [one.headers.get("Range") for one in server.asked] == [None, None]


def test_a_file_that_was_renewed_meanwhile_starts_again(server, http, tmp_path):
    old = Reply(b"oud" * 50_000, kind=FILE, version='"v1"', cut=70_000)
    http.download(server.put("/f", old, Reply(BODY, kind=FILE, version='"v2"')), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY


def test_two_versions_are_never_glued_together(server, http, tmp_path):
    old = Reply(b"oud" * 50_000, kind=FILE, version='"v1"', cut=70_000)
    new = Reply(BODY, kind=FILE, version='"v2"', forgets_if_range=True)
    with pytest.raises(SourceChanged, match="veranderde tijdens het ophalen"):
        http.download(server.put("/f", old, new), tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("promise", "message"),
    [
        ({"expected_bytes": len(BODY) + 1}, "204800 bytes in plaats van 204801 bytes"),
        ({"expected_bytes": len(BODY) - 1}, "groter dan 204799 bytes"),
        ({"sha256": "0" * 64}, f"sha256 {SHA256} in plaats van 0000"),
        ({"accept": ("application/zip",)}, "verwacht was application/zip"),
    ],
)
def test_a_broken_promise_leaves_what_was_there(server, http, tmp_path, promise, message):
    (tmp_path / "f").write_bytes(b"van vorige keer")
    with pytest.raises(SourceChanged, match=message):
        http.download(server.put("/f", Reply(BODY, kind=FILE)), tmp_path / "f", **promise)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"van vorige keer"]


@pytest.mark.parametrize("reply", [Reply(PAGE, kind=FILE), Reply(OWS, kind="text/xml"), Reply(b"", kind=FILE)])
def test_a_page_or_nothing_is_no_file(server, http, tmp_path, reply):
    with pytest.raises(SourceChanged):
        http.download(server.put("/f", reply), tmp_path / "f")
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(0, len(BODY) - 1), max_size=3),
    versions=st.lists(st.sampled_from([None, '"a"', '"b"']), min_size=4, max_size=4),
)
def test_however_it_breaks_off_the_file_is_whole(server, http, tmp_path, cuts, versions):
    broken = [Reply(BODY, kind=FILE, cut=cut, version=version) for cut, version in zip(cuts, versions, strict=False)]
    http.download(server.put("/f", *broken, Reply(BODY, kind=FILE, version=versions[-1])), tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == BODY


# --- proxies and certificates


def test_the_proxy_of_the_environment_is_used(server, http, monkeypatch):
    monkeypatch.setenv("http_proxy", server.url)
    server.put("http://gegevens.voorbeeld/x", Reply(b"[5]"))
    assert http.get("http://gegevens.voorbeeld/x", accept=JSON).json() == [5]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody trusts, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed to make a certificate")
    folder = tmp_path_factory.mktemp("certificaat")
    names = "subjectAltName=IP:127.0.0.1,DNS:gegevens.voorbeeld"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=toets -addext"
    files = ["-keyout", folder / "sleutel.pem", "-out", folder / "certificaat.pem"]
    subprocess.run([*command.split(), names, *files], check=True, capture_output=True)
    both = folder / "beide.pem"
    both.write_bytes((folder / "sleutel.pem").read_bytes() + (folder / "certificaat.pem").read_bytes())
    return both


def trust(monkeypatch, certificate):
    """Let the system trust it, as an administrator would."""
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("the trust store of this system cannot be changed by a test")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_name("certificaat.pem")))


def test_a_strange_certificate_is_refused_at_once(certificate, http, pauses):
    with plain.PlainServer(certificate) as server:
        with pytest.raises(SourceUnavailable, match="certificaat van de server is niet te vertrouwen"):
            http.get(server.put("/x", Reply()), accept=JSON)
        assert (server.asked, pauses) == ([], [])


def test_what_the_system_trusts_is_trusted(certificate, monkeypatch):
    trust(monkeypatch, certificate)
    with plain.PlainServer(certificate) as server, Http(pause=0) as http:
        assert http.get(server.put("/x", Reply(b"[6]")), accept=JSON).json() == [6]


def test_a_secure_address_never_leads_to_an_open_one(server, certificate, monkeypatch):
    trust(monkeypatch, certificate)
    with plain.PlainServer(certificate) as secure, Http(pause=0) as http:
        url = secure.put("/x", Reply(status=302, headers={"Location": server.put("/y", Reply())}))
        with pytest.raises(SourceChanged, match="onbeveiligd adres"):
            http.get(url, accept=JSON)
    assert server.asked == []


def test_a_proxy_that_opens_the_mail_must_be_trusted_too(certificate, monkeypatch):
    with plain.InterceptingProxy(certificate) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        proxy.put("/x", Reply(b"[7]"))
        with Http(pause=0) as http, pytest.raises(SourceUnavailable, match="certificaat"):
            http.get("https://gegevens.voorbeeld/x", accept=JSON)
        assert proxy.asked == []
        trust(monkeypatch, certificate)
        with Http(pause=0) as http:
            assert http.get("https://gegevens.voorbeeld/x", accept=JSON).json() == [7]
        assert proxy.opened[-1] == "gegevens.voorbeeld:443"


def test_a_proxy_that_refuses_is_named(monkeypatch, http):
    with plain.PlainServer() as gone:
        monkeypatch.setenv("https_proxy", gone.url)
    with pytest.raises(SourceUnavailable, match="de proxy geeft geen verbinding"):
        http.get("https://gegevens.voorbeeld/x", accept=JSON)
