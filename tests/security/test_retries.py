"""Twenty at once, and a worker that is killed in the middle: what was acknowledged is there, once."""

import datetime as dt
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from engine.queries.record_chain import verify
from tests.web.district import COMPLETE, REVIEWER, ROOT, STARTER, District, start


def at_once(count, act):
    """Runs an act in many threads from one moment on; what each came to."""
    barrier, came = threading.Barrier(count), [None] * count

    def run(index):
        barrier.wait()
        came[index] = act(index)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_twenty_presses_on_the_same_button_are_one_act(district):
    task = district.started()
    browsers = [district.browser(REVIEWER) for _ in range(20)]
    answers = at_once(20, lambda index: browsers[index].send(f"/tasks/{task}/completion", **COMPLETE))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1, "all lead where the first one led"
    assert [entry.kind for entry in district.play.entries(1)] == ["open", "complete"]


def test_twenty_starts_from_one_page_are_one_case(district):
    browsers = [district.browser(STARTER) for _ in range(20)]
    answers = at_once(20, lambda index: start(browsers[index], _once="the same page"))
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["Location"] for answer in answers} == {"/boxes/waiting?case=1&entry=1"}


def test_two_people_at_one_task_one_wins_and_the_other_reads_who(district):
    from engine.actions.appoint import appoint
    from engine.model.establishment import Person

    task = district.started()
    first = district.browser(REVIEWER)
    with district.play.acting() as work:
        other = Person(name="另一审查员")
        work.session.add(other)
        work.session.flush()
        appoint(work, other, REVIEWER, work.today, only=False)
    with district.play.looking() as work:
        ids = work.jurisdiction.organisation.persons_of(REVIEWER, work.today)
    assert len(ids) == 2
    second = _browser_of(district, ids[1])
    answers = at_once(10, lambda index: (first, second)[index % 2].send(f"/tasks/{task}/completion", **COMPLETE))
    codes = [answer.status_code for answer in answers]
    assert set(codes) == {303, 409} and codes.count(409) == 5
    assert [entry.kind for entry in district.play.entries(1)] == ["open", "complete"]
    who = district.play.entries(1)[1].person
    assert all(who in answer.text for answer in answers if answer.status_code == 249)


def _browser_of(district: District, person: int):
    from engine.model.account import Account
    from tests.web.district import Browser
    from web.guard import KEY
    from web.settings import read_settings
    from web.sign_in import begin

    with district.play.acting() as work:
        account = Account(person_id=person, login=f"other{person}")
        work.session.add(account)
        work.session.flush()
        key = begin(work, account, work.jurisdiction.post_ids[REVIEWER], read_settings(district.play.database.url))
    client = district.app.test_client()
    client.set_cookie(KEY, key)
    return Browser(client)


class Stays(urllib.request.HTTPRedirectHandler):
    """Does not follow where an answer leads."""

    def redirect_request(self, *_arguments):
        """Nowhere."""
        return None


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_killed_worker_loses_and_doubles_nothing(settled_district: Path, tmp_path: Path):
    """Two processes of the web are killed again and again while people work over HTTP."""
    copy = tmp_path / "district.db"
    shutil.copyfile(settled_district, copy)
    site = District(f"sqlite:///{copy}", dt.datetime.now(dt.UTC))
    starter = site.browser(STARTER)
    for number in range(24):
        assert start(starter, f"事项{number:03d}").status_code == 303
    reviewer = site.browser(REVIEWER)
    tasks = re.findall(r'href="/tasks/(\w+)">事项', reviewer.get("/boxes/waiting").text)
    assert len(set(tasks)) == 24
    cookie = reviewer.client.get_cookie("guicheng_key").value
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}", "--log-level", "error", "web:create_app()"],
        cwd=ROOT, env={**os.environ, "GUICHENG_DATABASE": f"sqlite:///{copy}"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        acknowledged, kills = _under_fire(server, port, cookie, reviewer.key, tasks)
    finally:
        server.terminate()
        server.wait(20)
    assert kills >= 3 and len(acknowledged) == 24
    with site.play.looking() as work:
        assert list(verify(work.session, {})) == []
    for number in range(1, 25):
        assert [entry.kind for entry in site.play.entries(number)] == ["open", "complete"], number
    site.play.close()


def _under_fire(server, port, cookie, key, tasks) -> tuple[set[str], int]:
    """Completes every task, trying again after each broken answer, while a worker is killed now and then."""
    opener = urllib.request.build_opener(Stays)
    base, acknowledged, kills, over = f"http://127.0.0.1:{port}", set(), [0], threading.Event()

    def ask(address, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        request = urllib.request.Request(base + address, data, {"Cookie": f"guicheng_key={cookie}"})
        try:
            return opener.open(request, timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def children() -> list[int]:
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(server.pid)], capture_output=True, text=True, check=False)
        return [int(pid) for pid in listed.stdout.split()]

    def shoot() -> None:
        while kills[0] < 5 and not over.wait(0.5):
            if ask("/health") == 200:  # both are up again, or one is: never so fast that nobody can work
                for pid in children()[:1]:
                    os.kill(pid, signal.SIGKILL)
                    kills[0] += 1

    def work_through(mine) -> None:
        for task in mine:
            status = 0
            until = time.monotonic() + 20
            while status != 303 and time.monotonic() < until:
                status = ask(f"/tasks/{task}/completion", {"_key": key, **COMPLETE})
                assert status in (0, 303), status
                time.sleep(0.05)
            acknowledged.update({task} if status == 303 else ())
            time.sleep(0.6)  # so that several shots fall while people work

    until = time.monotonic() + 30
    while ask("/health") != 200 and time.monotonic() < until:
        time.sleep(0.1)
    gun = threading.Thread(target=shoot)
    people = [threading.Thread(target=work_through, args=(tasks[place::4],)) for place in range(4)]
    for thread in (gun, *people):
        thread.start()
    for person in people:
        person.join()
    over.set()
    gun.join()
    return acknowledged, kills[0]
