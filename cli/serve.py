"""`guicheng serve`: the web pages and the HTTP interface, by gunicorn."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

import click
from gunicorn.app.base import BaseApplication

from cli import port as ports
from cli.acts import must_hold_a_government
from cli.demo import prepare, roles
from cli.place import DATABASE, database_address
from cli.worker import beside


class Server(BaseApplication):
    """gunicorn with settings given by the command instead of a file."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Takes over the settings."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Makes the application, once in each process."""
        from web import create_app

        app = create_app()
        settle_memory()
        return app


def settle_memory() -> None:
    """What was loaded at the start stays: the collector of garbage need not walk over it again, nor come so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@click.command()
@click.option("--host", default="127.0.0.1", metavar="地址", show_default=True, help="监听的地址；0.0.0.0 表示对外开放")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True, help="端口")
@click.option("--workers", default=1, type=click.IntRange(1, 64), show_default=True, help="几个进程（PostgreSQL 时可多于一个）")
@click.option("--threads", default=8, type=click.IntRange(1, 64), show_default=True, help="每个进程几个线程")
@click.option("--no-worker", is_flag=True, help="不在服务里做到期的事（另外用 guicheng worker 来做）")
@click.option("--demo", is_flag=True, help="演示：数据库是空的就装入演示数据，登录时点岗位即可")
def serve_(host: str, port: int, workers: int, threads: int, no_worker: bool, demo: bool) -> None:
    """启动网页服务。

    数据库的地址由环境变量 GUICHENG_DATABASE 给出；不写时用 var 文件夹里的 SQLite 文件。服务启动后
    会显示网址；按 Ctrl+C 停止。

    例：guicheng serve --demo
    """
    _demand(host, port)
    os.environ[DATABASE] = database_address()
    if demo:
        prepare(database_address())
        os.environ["GUICHENG_DEMO"] = "1"
    must_hold_a_government(database_address())
    hooks = {} if no_worker else {"post_worker_init": lambda _worker: beside(database_address())}
    if demo:
        click.echo(f"\n演示岗位（登录时点一下即可）：{'、'.join(roles())}")
    click.echo(f"\n规程已启动：http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}  （按 Ctrl+C 停止）\n")
    Server({
        "bind": f"{host}:{port}", "workers": workers, "threads": threads, "worker_class": "gthread",
        "proc_name": "guicheng", "control_socket_disable": True, "loglevel": "warning", "graceful_timeout": 10, **hooks,
    }).run()


def _demand(host: str, port: int) -> None:
    """Leave with a sentence that says by whom the port is taken, and what to do."""
    try:
        if ports.is_free(host, port):
            return
    except PermissionError:
        sys.exit(f"没有权限使用端口 {port}。请换一个 1024 以上的端口，例如：make run PORT=8080")
    except OSError as error:
        sys.exit(f"不能在 {host} 上提供服务：{error.strerror}。请核对 --host。")
    holder = ports.holder(port)
    taken = f"端口 {port} 已被占用：{holder}。" if holder else f"端口 {port} 已被占用。"
    sys.exit(f"{taken}请先停止它，或换一个端口，例如：make run PORT={port + 1}")
