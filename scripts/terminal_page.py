"""Runs a command on a terminal and writes what the terminal shows at last as a page of HTML.

Use: terminal_page.py COLUMNS PAGE COMMAND [ARGUMENT ...]

Prints how high the page is, in pixels. It knows the sequences that Towers writes: colours, and clearing the line. Before the first line
stands the command itself, as TYPED (a variable of the environment) has it.
"""

import fcntl
import html
import os
import pty
import re
import struct
import sys
import termios

ROW_PIXELS = 19
PADDING_PIXELS = 18
STYLE = """
body { margin: 0; background: #10151c; }
pre { margin: 0; padding: 18px; color: #d5dbe3; font: 14px/19px 'DejaVu Sans Mono', monospace;
  white-space: pre-wrap; word-break: break-all; width: COLUMNSch; }
b { color: #fff; }
.typed { color: #8fd0a0; }
.red { color: #ff7b72; }
.yellow { color: #e3b341; }
"""


def shown(columns, command):
    """All that the command writes, to a terminal of so many columns."""
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        os.execvpe(command[0], command, os.environ | {"TERM": "xterm"})
    written = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux tells the end
            break
        if not part:
            break
        written += part
    _, status = os.waitpid(process, 0)
    if status:
        sys.exit(f"{command} failed:\n{written.decode()}")
    return written.decode().replace("\r\n", "\n")


def visible(line):
    """A line without its colours."""
    return re.sub(r"\033\[[0-9]*m", "", line)


def marked(line):
    """A line with its colours as elements."""
    open_elements = 0
    page = ""
    for text, code in re.findall(r"([^\033]*)(?:\033\[([0-9]*)m)?", line):
        page += html.escape(text)
        if code == "0":
            page += "</b>" * open_elements
            open_elements = 0
        elif code:
            page += f"<b class={ {'31': 'red', '33': 'yellow'}.get(code, 'bold') }>"
            open_elements += 1
    return page + "</b>" * open_elements


def main():
    columns, page, *command = sys.argv[1:]
    written = shown(int(columns), command).rstrip("\n")
    lines = [line.split("\r\033[K")[-1] for line in written.split("\n")]
    with open(page, "w", encoding="utf-8") as file:
        style = STYLE.replace("COLUMNS", columns)
        file.write(f"<!doctype html><meta charset=utf-8><style>{style}</style><pre>")
        file.write(f"<span class=typed>$ {html.escape(os.environ['TYPED'])}</span>\n")
        file.write("\n".join(marked(line) for line in lines))
        file.write("</pre>\n")
    rows = 1 + sum(max(1, -(-len(visible(line)) // int(columns))) for line in lines)
    print(ROW_PIXELS * rows + 2 * PADDING_PIXELS)


if __name__ == "__main__":
    main()
