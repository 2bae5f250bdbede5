"""Which Chromium the browser tests use, and how to get one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# A test's browser talks to the site and to nobody else.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]


def installed():
    """The path of the system's own Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch_options():
    """What Playwright's `launch` needs here; without a path it takes its own Chromium."""
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    return {"executable_path": installed(), "args": arguments}


def install():
    """Debian's Chromium where we may install it, else Playwright's own."""
    if installed() or playwrights_own().exists():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's Chromium …", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        run = {"check": True, "env": quiet, "stdin": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **run)
        packages = ["chromium", "fonts-dejavu-core", "fonts-liberation"]
        command = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages]
        subprocess.run(command, stdout=subprocess.DEVNULL, **run)
    else:
        print("Installing Playwright's Chromium …", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)
