"""What is written into addresses, headers and search fields is text and nothing else."""

import pytest
from sqlalchemy import event

from tests.web.district import DIRECTOR, HEAD, STARTER
from web.permissions import MATRIX

WORDS = ["'", "' OR '1'='1", "'; DROP TABLE \"case\"; --", '" OR ""="', "\\", "%", "_", "关于%", "关于_范", "x' UNION SELECT 1--",
         "\x00", "\u202e", "{{7*7}}", "<script>alert(1)</script>", "a" * 5000, "()*+?[", "😀"]


@pytest.fixture
def case(district):
    district.started()
    return 1


def test_search_words_are_looked_for_as_they_are(district, case):
    for words in WORDS:
        browser = district.browser(STARTER)
        for address in ("/boxes/started", "/boxes/waiting", "/boxes/drafts"):
            answer = browser.client.get(address, query_string={"q": words})
            assert answer.status_code == (400 if "\0" in words else 200)
            assert "关于规范校外托管服务" not in answer.text
            assert "<script>alert(1)" not in answer.text and "49" not in answer.text.split("name=\"q\"")[-1][:60]
        assert "关于规范校外托管服务" in browser.client.get("/boxes/started", query_string={"q": "关于规范"}).text


def test_search_words_never_become_part_of_a_statement(district, case):
    said: list[str] = []
    engine = district.app.extensions["guicheng"].database.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    browser = district.browser(DIRECTOR)
    browser.client.get("/boxes/started", query_string={"q": "zzmarkzz' OR 1=1", "page": "zzmarkzz", "case": "zzmarkzz"})
    browser.send("/cases/1/suspension", reason="zzmarkzz'); DROP TABLE x")
    browser.client.get("/login", query_string={"next": "/zzmarkzz'"})
    assert said and not [statement for statement in said if "zzmarkzz" in statement]


HUGE = "9" * 30


def numbered(district) -> list[tuple[str, str, str]]:
    """Method, endpoint and address of everything that takes a number."""
    found = []
    for rule in district.app.url_map.iter_rules():
        if "<int:" in rule.rule:
            values = {name: int(HUGE) if f"<int:{name}>" in rule.rule else "x" for name in rule.arguments}
            for method in rule.methods & {"GET", "POST"}:
                found.append((method, rule.endpoint, rule.build(values)[1]))
    return found


def test_a_number_that_no_database_holds_is_not_there(district, case):
    from tests.security.test_acts import posts_by_role

    by_role, addresses = posts_by_role(district), numbered(district)
    assert len(addresses) > 15
    for method, endpoint, address in addresses:
        post = next((by_role[role] for role in MATRIX[endpoint].roles if role in by_role), HEAD)
        browser = district.browser(post)
        data = {"_key": browser.key, "reason": "x", "step": "x", "person": HUGE, "in_force": "2026-03-02", "since": "2026-03-02",
                "until": "2026-03-02", "text": "x"}
        answer = browser.client.open(address, method=method, data=data if method == "POST" else None)
        expected = (401, 404) if MATRIX[endpoint].kind == "token" else (404, 405, 422, 303)
        assert answer.status_code in expected, (endpoint, answer.status_code)


ODD_ADDRESSES = [
    f"/boxes/waiting?page={HUGE}", f"/boxes/waiting?case={HUGE}&entry={HUGE}", "/boxes/waiting?page=-1", f"/public/ended?page={HUGE}",
    "/boxes/waiting?page=%00", "/tasks/%00", f"/tasks/{'x' * 3000}", "/files/..%2f..%2fetc%2fpasswd", "/procedures/%00/cases",
    "/static/..%2f..%2fsettings.py", "/static/../settings.py", "/cases/1%00", "/boxes/%2e%2e", "/legal/features/..%2f..%2fREADME",
    "/procedures/%E6%9D%8E%27--/cases", "/cases/-1", "/cases/1.5", "/cases/１",
]


def test_an_odd_address_is_an_answer_and_no_fault(district, case):
    for address in ODD_ADDRESSES:
        answer = district.browser(DIRECTOR).get(address)
        assert answer.status_code in (200, 400, 404, 422, 403, 302, 308), answer.status_code
        assert "SECRET" not in answer.text and "GUICHENG_" not in answer.text


ODD_BODIES = [b"[" * 200_000, b'{"answers":' * 50_000, b"nonsense", b'"x"', b"null", b'{"answers": 1e999999}',
                                  b"\xff\xfe", b'{"procedure": "a\\u0000b", "answers": {}}', b'{"procedure": "\\ud83d", "answers": {}}',
                                  b'{"answers": {"x": ' + b"9" * 10_000 + b"}}"]


def test_an_odd_body_is_refused_and_no_fault(district, matter):
    for body in ODD_BODIES:
        headers = {"Authorization": f"Bearer {matter.key}", "Content-Type": "application/json"}
        for address in (f"/api/tasks/{matter.task}/completion", "/api/cases"):
            answer = district.stranger().post(address, data=body, headers=headers)
            assert 400 <= answer.status_code < 500, answer.status_code
        page = district.stranger().get(f"/api/tasks?page={HUGE}", headers=headers)
        assert page.status_code in (200, 400, 422)


ELSEWHERE = [
    "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "http:evil.example", "javascript:alert(1)",
    "/%0d%0aSet-Cookie:x=1", "///evil.example", "/\t/evil.example", " //evil.example", "/%5cevil.example", "//evil.example\\@127.0.0.1",
]


def test_after_signing_in_nobody_is_led_elsewhere(district):
    for after in ELSEWHERE:
        answer = district.browser(STARTER).client.get("/login", query_string={"next": after})
        led = answer.headers["Location"]
        assert answer.status_code == 302 and led.startswith("/") and not led.startswith(("//", "/\\"))


HEADERS = [
    {"Host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}, {"X-Forwarded-Proto": "https"}, {"Forwarded": "host=evil.example"},
    {"X-Original-URL": "/admin/accounts"}, {"X-Rewrite-URL": "/admin/accounts"}, {"X-HTTP-Method-Override": "DELETE"},
]


def test_headers_of_proxies_are_not_believed(district, case):
    for headers in HEADERS:
        stranger = district.stranger()
        for address in ("/", "/login", "/cases/1", "/public"):
            answer = stranger.get(address, headers=headers)
            assert "evil.example" not in answer.text and "evil.example" not in str(answer.headers)
            assert "Strict-Transport-Security" not in answer.headers
        assert stranger.get("/cases/1", headers=headers).status_code == 302


def test_an_address_is_not_believed_from_a_header(district):
    """Else whoever guesses would wait under another address each time."""
    from tests.web.site import send

    codes = []
    for number in range(21):
        client = district.app.test_client()
        client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{number}"
        codes.append(send(client, "/login", "/login", login=f"nobody{number}", password="x").status_code)
    assert codes[-1] == 429
