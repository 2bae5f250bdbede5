"""Which Chromium the browser tests use, and how to get one."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is Chromium without the furniture of a window, as Playwright's own is. With a window
# each new visitor makes the browser load pages of its own, which take a core for half a second.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core", "fonts-liberation")
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
    """Debian's Chromium where we may install it, else Playwright's own; SystemExit if neither."""
    if installed() or playwrights_own().exists():
        return
    print("Installing Chromium for the browser tests …", flush=True)
    try:
        if os.geteuid() == 0 and shutil.which("apt-get"):
            install_debians()
        else:
            run(sys.executable, "-m", "playwright", "install", "chromium")
    except subprocess.CalledProcessError:
        sys.exit(
            "Chromium is missing and could not be installed. Install it (Debian: apt-get install"
            " chromium), or try: .venv/bin/python -m playwright install --with-deps chromium"
        )


def install_debians():
    # Lists that are partly out of reach are no reason to stop: installing may still work.
    with contextlib.suppress(subprocess.CalledProcessError):
        run("apt-get", "update", "-qq")
    run("apt-get", "install", "-qq", "-y", "--no-install-recommends", *DEBIAN_PACKAGES)


def run(*command):
    """Run a command that asks nothing and reports only what goes wrong."""
    subprocess.run(
        command,
        check=True,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)
