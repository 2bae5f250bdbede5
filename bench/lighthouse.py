"""Lighthouse on the main pages with the shipped data, in the installed Chromium: make lighthouse

    python -m bench.lighthouse [--steady]

Prints each page's scores, 0 to 100, and what costs points. A page below the bar is measured once
more, since performance depends on what else the machine does. Exits with 1 when a page stays below.
`--steady` leaves out performance: the other scores are the same on every machine.
"""

import argparse
import json
import os
import subprocess
import sys
import urllib.request

import yaml

from bench.site import LOAD, ROOT, served
from tests.browser import chromium

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
STEADY = ("accessibility", "best-practices", "seo")
CATEGORIES = ("performance", *STEADY)
LEAST = 98
SPEAKER = "leon-trotsky"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steady", action="store_true")
    categories = STEADY if parser.parse_args().steady else CATEGORIES
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is missing: npm ci")
    chromium.install()
    print(f"{'':<28}" + "".join(f"{category:>16}" for category in categories), flush=True)
    with served(*LOAD) as site:
        pages = [(path, passes(site, path, categories)) for path in main_pages(site)]
    return 0 if all(passed for _, passed in pages) else 1


def main_pages(site):
    """The timeline, a quotation, a speaker and a contrast."""
    answer = urllib.request.urlopen(f"{site}/quotations.json?speaker={SPEAKER}")
    contrast = yaml.safe_load((ROOT / "fixtures" / "contrasts.yaml").read_text())[0]["slug"]
    return ["/", json.load(answer)[0]["url"], f"/speakers/{SPEAKER}/", f"/contrast/{contrast}/"]


def passes(site, path, categories):
    """Whether the page reaches the bar, at the second try if not at the first; prints both."""
    for _ in range(2):
        result = audited(site + path, categories)
        scores = [round(100 * (result["categories"][name]["score"] or 0)) for name in categories]
        print(f"{path[:27]:<28}" + "".join(f"{score:>16}" for score in scores), flush=True)
        for finding in findings(result):
            print(f"    {finding}")
        if min(scores) >= LEAST:
            return True
    return False


def audited(url, categories):
    """Lighthouse's own result, as a dict."""
    flags = " ".join(["--headless", *chromium.launch_options()["args"]])
    command = ["node", str(LIGHTHOUSE), url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(categories)}", f"--chrome-flags={flags}"]
    path = chromium.launch_options()["executable_path"] or str(chromium.playwrights_own())
    variables = os.environ | {"CHROME_PATH": path}
    output = subprocess.run(command, env=variables, check=True, capture_output=True, text=True)
    return json.loads(output.stdout)


def findings(result):
    """What costs points, a line each."""
    weighed = {
        reference["id"]
        for category in result["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    for name in sorted(weighed):
        audit = result["audits"][name]
        if audit["score"] is not None and audit["score"] < 0.9:
            yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
