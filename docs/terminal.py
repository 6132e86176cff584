"""Draws docs/terminal.svg, the README's picture of a terminal, from what the program prints.

Run it from anywhere, after `cargo build --release`:  python3 docs/terminal.py
A test holds the picture to the program's answers.
"""

import html
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "sayso"
COMMANDS = [
    ("sayso ask corroborated", ["ask", "corroborated"]),
    ('sayso why "mail server"', ["why", "mail server"]),
]
CLASSES = {"1": "b", "2": "d", "31": "r", "32": "g", "33": "y", "35": "m"}
COLUMN, LINE, FONT = 8.4, 19, 14
LEFT, TOP, BOTTOM = 18, 46, 14

STYLE = f"""text {{ font: {FONT}px ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, \
"DejaVu Sans Mono", "Liberation Mono", monospace; fill: #d7dae0; white-space: pre; }}
.b {{ font-weight: 700; }} .d {{ fill: #8b93a1; }} .p {{ fill: #6ea8fe; }} .g {{ fill: #7ec87e; }}
.y {{ fill: #e3c26b; }} .r {{ fill: #e8757b; }} .m {{ fill: #c792ea; }}"""
TITLE = (
    "A terminal: sayso ask corroborated answers that no claim is corroborated independently; "
    'sayso why "mail server" gives the reasons, chain by chain.'
)


def output(arguments):
    """The coloured lines that the program prints, 100 columns wide."""
    environment = dict(os.environ, COLUMNS="100")
    environment.pop("NO_COLOR", None)
    finished = subprocess.run(
        [PROGRAM, *arguments, "--color", "always"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return finished.stdout.rstrip("\n").split("\n")


def runs(line):
    """A line as pairs of classes and text."""
    pairs, style = [], set()
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        escape = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if escape:
            for code in (escape[1] or "0").split(";"):
                style = set() if code in ("", "0") else style | {CLASSES[code]}
        elif part:
            pairs.append((" ".join(sorted(style)), part))
    return pairs


def drawn(line, y):
    """A line as SVG. Each piece is placed by itself: runs of spaces would depend on the font."""
    column, pieces = 0, []
    for classes, text in line:
        for piece in re.finditer(r"\S+(?: \S+)*", text):
            x = LEFT + (column + piece.start()) * COLUMN
            width = len(piece[0]) * COLUMN
            attribute = f' class="{classes}"' if classes else ""
            pieces.append(
                f'<tspan x="{x:.1f}" textLength="{width:.1f}"{attribute}>'
                f"{html.escape(piece[0], quote=False)}</tspan>"
            )
        column += len(text)
    return f'<text y="{y}">{"".join(pieces)}</text>' if pieces else ""


def main():
    lines = []
    for shown, arguments in COMMANDS:
        if lines:
            lines.append([])
        lines.append([("p", "$ "), ("b", shown)])
        lines.extend(runs(line) for line in output(arguments))
    columns = max(100, *(sum(len(text) for _, text in line) for line in lines))
    width = round(columns * COLUMN + 2 * LEFT)
    height = TOP + len(lines) * LINE + BOTTOM
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="title">',
        f'<title id="title">{TITLE}</title>',
        f"<style>\n{STYLE}\n</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#1b1e24"/>',
        *(
            f'<circle cx="{x}" cy="18" r="5" fill="{color}"/>'
            for x, color in ((20, "#e8757b"), (38, "#e3c26b"), (56, "#7ec87e"))
        ),
        *filter(None, (drawn(line, TOP + row * LINE) for row, line in enumerate(lines))),
        "</svg>",
    ]
    (ROOT / "docs" / "terminal.svg").write_text("\n".join(svg) + "\n")


if __name__ == "__main__":
    main()
