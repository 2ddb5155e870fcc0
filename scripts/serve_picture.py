"""Shoots the page of the verb serve when it has told what some pictures show.

Use: serve_picture.py CHROMIUM JAR MODEL SCREENSHOT PICTURE ...

Chromium is driven through its DevTools protocol, on the pipe that it takes for that.
"""

import base64
import json
import os
import re
import subprocess
import sys
import tempfile


class Browser:
    """A page in Chromium without a window."""

    def __init__(self, program, folder):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "sh", program]
            + ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            + ["--remote-debugging-pipe", f"--user-data-dir={folder}", "about:blank"],
            pass_fds=(commands, answers),
            stderr=subprocess.DEVNULL,
        )
        self.calls = 0
        self.session = None
        self.unread = b""
        page = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]

    def call(self, method, **parameters):
        """What the browser answers."""
        self.calls += 1
        message = {"id": self.calls, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next_message()
            if answer.get("id") == self.calls:
                return answer["result"]

    def next_message(self):
        while b"\0" not in self.unread:
            self.unread += os.read(self.answers, 65536)
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def value(self, expression):
        """That of a promise of the page."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")


def until(condition):
    """A promise that is kept when the condition holds."""
    return (
        "new Promise(done => { const again = setInterval(() => {"
        f" if ({condition}) {{ clearInterval(again); done(true); }} }}, 50); }})"
    )


def shoot(browser, page, pictures, screenshot):
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        width=1200, height=665, deviceScaleFactor=1, mobile=False,
    )
    browser.call("Page.navigate", url=page)
    browser.value(until("document.readyState === 'complete' && document.getElementById('files')"))
    document = browser.call("DOM.getDocument")["root"]["nodeId"]
    files = browser.call("DOM.querySelector", nodeId=document, selector="#files")["nodeId"]
    browser.call("DOM.setFileInputFiles", nodeId=files, files=pictures)
    told = f"document.body.innerText.split('%').length > {3 * len(pictures)}"
    browser.value(until(told))
    browser.value("new Promise(r => setTimeout(r, 1500))")
    shot = browser.call("Page.captureScreenshot", format="png")["data"]
    with open(screenshot, "wb") as file:
        file.write(base64.b64decode(shot))


def main():
    chromium, jar, model, screenshot, *pictures = sys.argv[1:]
    server = subprocess.Popen(
        ["java", "-jar", jar, "serve", "--quiet", "--port", "0", "--model", model],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in server.stdout:
            page = re.match(r"page +(\S+)", line)
            if page:
                break
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            browser = Browser(chromium, folder)
            try:
                shoot(browser, page.group(1), [os.path.abspath(it) for it in pictures], screenshot)
            finally:
                browser.process.terminate()
                browser.process.wait()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
