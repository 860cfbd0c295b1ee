"""State changes by forms that carry their key, and by nothing else."""

from tests.security.conftest import Matter, held
from tests.web.district import DIRECTOR, HEAD, PROCEDURE, STARTER, District
from web.permissions import MATRIX


def addresses(district: District, matter: Matter, method: str) -> list[tuple[str, str]]:
    """Endpoint and address of everything that answers to a method, numbers filled in with those of the matter."""
    filled = {"case_id": matter.case, "task_id": matter.task, "file_id": matter.file, "document_id": matter.document,
              "draft_id": matter.draft, "procedure": PROCEDURE, "name": "waiting", "filename": "base.css"}
    numbers = {"public": matter.publication, "tokens": matter.token, "admin": 1}
    found = []
    for rule in district.app.url_map.iter_rules():
        if method in rule.methods:
            room = rule.endpoint.partition(".")[0]
            values = {name: filled.get(name, numbers.get(room, 1)) for name in rule.arguments}
            values["name"] = "legality-review" if room == "legal" else "waiting"
            found.append((rule.endpoint, rule.build(values)[1]))
    return found


def posts_by_role(district: District) -> dict[str, str]:
    """One post for each role that an endpoint asks for."""
    with district.play.looking() as work:
        organisation, found = work.jurisdiction.organisation, {}
        for name, post in organisation.posts.items():
            if organisation.persons_of(name, work.today):
                found.update(dict.fromkeys(post.roles, name))
    return found


def test_no_page_changes_anything_by_being_looked_at(district, matter):
    by_role, browsers = posts_by_role(district), {}
    addressed = addresses(district, matter, "GET")
    assert len(addressed) > 30
    looks = []
    for endpoint, address in addressed:
        roles = MATRIX[endpoint].roles
        for post in {HEAD, *(by_role[role] for role in roles if role in by_role)}:
            browser = browsers.setdefault(post, None) or browsers.update({post: district.browser(post)}) or browsers[post]
            looks.append((browser, endpoint, address))
    before = held(district)
    for browser, endpoint, address in looks:
        for asked in (address, f"{address}?reason=x&step=x&post={HEAD}&q=x&page=2&_key={browser.key}&text=x"):
            answer = browser.client.get(asked, headers={"Authorization": f"Bearer {matter.key}"})
            assert answer.status_code < 500, (endpoint, answer.status_code)
    assert held(district) == before


def test_an_act_is_not_to_be_had_by_asking_for_a_page(district, matter):
    browser, before = district.browser(HEAD), held(district)
    reads = {address for _endpoint, address in addresses(district, matter, "GET")}
    for endpoint, address in addresses(district, matter, "POST"):
        if address not in reads:
            answer = browser.client.get(f"{address}?_key={browser.key}")
            assert answer.status_code in (404, 405) or MATRIX[endpoint].kind == "token", endpoint
            assert browser.client.put(address, data={"_key": browser.key}).status_code in (404, 405), endpoint
    assert held(district) == before


def test_no_act_without_the_key_of_this_sign_in(district, matter):
    by_role = posts_by_role(district)
    browsers = {post: district.browser(post) for post in {HEAD, DIRECTOR, *by_role.values()}}
    anothers = district.browser(STARTER).key
    before, posts = held(district), addresses(district, matter, "POST")
    assert len(posts) > 30
    fields = {"reason": "x", "step": "合法性审查", "post": HEAD, "text": "x", "意见": "同意", "name": "x"}
    for endpoint, address in posts:
        if MATRIX[endpoint].kind == "token":
            continue
        asked = [by_role[role] for role in MATRIX[endpoint].roles if role in by_role] or [HEAD]
        client, key = browsers[asked[0]].client, browsers[asked[0]].key
        answers = {
            "none": client.post(address, data=fields),
            "made up": client.post(address, data={**fields, "_key": "0" * 43}),
            "another's": client.post(address, data={**fields, "_key": anothers}),
            "in the address": client.post(f"{address}?_key={key}", data=fields),
            "in a header": client.post(address, data=fields, headers={"X-CSRF-Token": key}),
            "as JSON": client.post(address, json={**fields, "_key": key}),
        }
        assert {how: answer.status_code for how, answer in answers.items()} == dict.fromkeys(answers, 400), endpoint
    assert held(district) == before


def test_the_interface_for_programs_does_not_take_a_cookie(district, matter):
    """Its acts need no form key, so a sign-in of a browser must open none of them."""
    browser, before = district.browser(HEAD), held(district)
    for endpoint, address in addresses(district, matter, "POST"):
        if MATRIX[endpoint].kind == "token":
            answer = browser.client.post(address, json={"procedure": PROCEDURE, "answers": {}, "_key": browser.key})
            assert answer.status_code == 401, endpoint
    assert held(district) == before
