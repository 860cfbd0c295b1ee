"""The command line's own sentences in Chinese: what click says of usage, options and mistakes.

click asks gettext for every sentence of its own, under the name ``_`` in each of its modules; a catalogue for gettext
would be a compiled file, so that name is answered here.
"""

from click import core, decorators, exceptions, formatting, parser, termui, types

SENTENCES = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
    "Try '{command} {option}' for help.": "运行“{command} {option}”看说明。",
    "Error: {message}": "没有办成：{message}",
    "Aborted!": "已中止。",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "No such command {name!r}.": "没有命令“{name}”。",
    "No such option {name!r}.": "没有选项“{name}”。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}的值不对：{message}",
    "{name} {filename!r} does not exist.": "找不到{name}“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要文件。",
    "{name} {filename!r} is not readable.": "“{filename}”不可读。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是{number_type}。",
    "{value} is not in the range {range}.": "{value}不在{range}之内。",
    "Option {name!r} requires an argument.": "选项“{name}”后面要写一个值。",
    "Option {name!r} does not take a value.": "选项“{name}”后面不写值。",
    "Got unexpected extra argument ({args})": "多写了参数（{args}）",
    "Got unexpected extra arguments ({args})": "多写了参数（{args}）",
    "Repeat for confirmation": "再输入一次",
    "Error: The two entered values do not match.": "两次输入不一致。",
    "default: {default}": "不写时：{default}",
    "env var: {var}": "环境变量：{var}",
    "required": "必填",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}


def speak() -> None:
    """Let click say its sentences in Chinese; what has no sentence here stays as it is."""
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        module.__dict__.update({name: ask for name, ask in (("_", one), ("ngettext", counted)) if name in module.__dict__})


def one(sentence: str) -> str:
    """The sentence in Chinese."""
    return SENTENCES.get(sentence, sentence)


def counted(singular: str, plural: str, count: int) -> str:
    """The sentence for a number of things."""
    return one(singular if count == 1 else plural)
