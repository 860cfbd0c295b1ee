"""The typesetter's own process: reads one order from standard input, answers the PDF on standard output.

Started by ``render`` by this file's path and with nothing else of the product loaded.  Before the typesetter is
loaded it gives up the right to write files and to take more memory or time than an order may need, so that a
template that runs away ends this process and no other.

Order: JSON ``{root, fonts: [folder], inputs: {name: text}, moment: seconds | null}`` with ``main.typ`` in ``root``.
Answer: exit 0 with the PDF; exit 3 with JSON ``{kind: error | warning, message, hints, where}``.
"""

import json
import os
import resource
import sys

MEMORY = 2 * 1024**3
SECONDS = 10
REFUSED = 3


def give_up_rights() -> None:
    """No file may be written, and memory and processor time are bounded, from here on."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def refuse(kind: str, message: str, hints: list[str], where: str) -> int:
    """Answer what is wrong in place of a document."""
    json.dump({"kind": kind, "message": message, "hints": hints, "where": where}, sys.stdout)
    return REFUSED


def press(order: dict) -> int:
    """Set the order's template; a warning (a font that is not there, say) is as fatal as an error."""
    import typst

    root, folders = order["root"], order["fonts"]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    nowhere = os.path.join(root, "no-packages")
    compiler = typst.Compiler(
        os.path.join(root, "main.typ"),
        root=root,
        font_paths=folders,
        ignore_system_fonts=True,
        sys_inputs={**order["inputs"], "families": json.dumps(fonts.families())},
        package_path=nowhere,
        package_cache_path=nowhere,
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["a-2b"], timestamp=order["moment"])
    except typst.TypstError as error:
        return refuse("error", error.message, list(error.hints), error.diagnostic)
    if warnings:
        return refuse("warning", warnings[0].message, list(warnings[0].hints), warnings[0].diagnostic)
    sys.stdout.buffer.write(pdf)
    return 0


def main() -> int:
    """Take one order and answer it."""
    order = json.load(sys.stdin)
    give_up_rights()
    return press(order)


if __name__ == "__main__":
    sys.exit(main())
