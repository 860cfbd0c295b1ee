"""The interface does what the screens do, refuses in words, and keeps its own description."""

import io
import re

from web.api.routes import description
from web.permissions import MATRIX, TOKEN

ANSWERS = {"title": "A berth", "berths": "2", "departments": ["Fisheries"], "urgent": "no"}


def start(clerk, **more):
    return clerk.post("/cases", {"procedure": "harbour-permit", "answers": {**ANSWERS, **more}})


def task_of(caller, case, step):
    lines = caller.get("/tasks").get_json()["tasks"]
    return next(line["id"] for line in lines if line["case"] == case and line["step"] == step)


def test_a_case_from_start_to_a_completed_step(clerk, surveyor):
    made = start(clerk)
    assert made.status_code == 201 and made.get_json()["title"] == "A berth"
    case = made.get_json()["id"]
    task = task_of(surveyor, case, "Survey")
    form = surveyor.get(f"/tasks/{task}").get_json()
    assert form["mine"] and [f["key"] for f in form["form"]] == ["findings"]
    done = surveyor.post(f"/tasks/{task}/completion", {"answers": {"findings": "Rock"}})
    assert done.status_code == 200 and done.get_json()["post"] == "Surveyor"
    whole = clerk.get(f"/cases/{case}").get_json()
    assert whole["status"] == "open" and "Survey" not in [o["step"] for o in whole["open"]]
    assert [e["kind"] for e in clerk.get(f"/cases/{case}/record").get_json()["entries"]] == ["open", "complete"]


def test_without_a_key_or_with_a_wrong_one(app):
    client = app.test_client()
    for headers in ({}, {"Authorization": "Bearer gc_nothing"}, {"Authorization": "Basic x"}):
        answer = client.get("/api/tasks", headers=headers)
        assert answer.status_code == 401 and answer.get_json()["error"]["code"] == "token.wrong"


def test_wrong_answers_are_told_field_by_field_and_change_nothing(clerk):
    answer = start(clerk, berths="none", colour="red")
    error = answer.get_json()["error"]
    assert answer.status_code == 422 and {"berths", "colour"} <= set(error["fields"])
    assert error["text"] and error["basis"] and error["remedy"]


def test_another_s_case_and_task_are_not_there(clerk, outsider, surveyor):
    case = start(clerk).get_json()["id"]
    task = task_of(surveyor, case, "Survey")
    for path in (f"/cases/{case}", f"/cases/{case}/record", f"/tasks/{task}", "/cases/999999", "/tasks/nothing"):
        assert outsider.get(path).status_code == 404
    assert outsider.post(f"/tasks/{task}/completion", {"answers": {}}).status_code == 404


def test_one_who_takes_part_cannot_do_another_s_step(clerk, surveyor):
    case = start(clerk).get_json()["id"]
    task = task_of(surveyor, case, "Survey")
    answer = clerk.post(f"/tasks/{task}/completion", {"answers": {"findings": "x"}})
    assert answer.status_code == 403 and answer.get_json()["error"]["articles"] == ["2"]


def test_the_second_completion_is_a_conflict_that_names_the_first(clerk, surveyor):
    task = task_of(surveyor, start(clerk).get_json()["id"], "Survey")
    surveyor.post(f"/tasks/{task}/completion", {"answers": {"findings": "Rock"}})
    again = surveyor.post(f"/tasks/{task}/completion", {"answers": {"findings": "Rock"}})
    assert again.status_code == 409 and "Flo Umber" in again.get_json()["error"]["text"]


def test_a_retry_with_its_key_does_nothing_twice(clerk):
    body = {"procedure": "harbour-permit", "answers": ANSWERS}
    first = clerk.post("/cases", body, once="a-key").get_json()
    assert clerk.post("/cases", body, once="a-key").get_json() == first
    assert clerk.post("/cases", body, once="another").get_json()["id"] != first["id"]


def test_a_file_is_handed_in_and_named_by_its_id(clerk, outsider):
    data = {"file": (io.BytesIO(b"%PDF-1.7 plan"), "plan.pdf")}
    file = clerk.client.post("/api/files", data=data, headers=clerk.headers).get_json()
    case = start(clerk, plan=file["id"]).get_json()
    assert [f["name"] for f in clerk.get(f"/cases/{case['id']}").get_json()["files"]] == ["plan.pdf"]
    stolen = outsider.post("/cases", {"procedure": "harbour-permit", "answers": {**ANSWERS, "plan": file["id"]}})
    assert stolen.status_code in (403, 422)


def test_bodies_that_are_no_request(clerk):
    assert clerk.client.post("/api/cases", data=b"{", headers=clerk.headers).status_code == 400
    assert clerk.post("/cases", {"procedure": "harbour-permit"}).status_code == 400
    assert clerk.post("/cases", {"procedure": "nothing", "answers": {}}).status_code == 404
    assert clerk.client.post("/api/files", headers=clerk.headers).status_code == 400


def test_the_description_names_every_address_and_no_other(app):
    described = {(path, method) for path, item in description()["paths"].items() for method in item if method != "parameters"}
    served = {
        (re.sub(r"<(?:int:)?(\w+?)(?:_id)?>", r"{\1}", rule.rule.removeprefix("/api")), method.lower())
        for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert served == described and app.test_client().get("/api/openapi.json").get_json()["openapi"] == "3.1.0"


def test_every_address_but_the_description_asks_for_a_key(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi":
            assert MATRIX[rule.endpoint] == TOKEN
            path = re.sub(r"<[^>]+>", "1", rule.rule)
            method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
            answer = app.test_client().open(path, method=method, json={"procedure": "x", "answers": {}})
            assert answer.status_code == 401, rule.rule
