"""Does a worker's memory stay where it is, whatever its visitors write into addresses and headers?

    python -m bench.memory [FEW MANY]

The shipped article is loaded into a temporary SQLite database; then the site answers requests in
this very process, as a worker does, every header and query another each time. Prints the memory
after FEW (1,000) and after MANY (20,000) of them; exits with 1 where it has grown to more than 1.3
times as much.
"""

import logging
import os
import sys
import tempfile
from collections import Counter
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random

from bench.bounds import with_plain_static_files

ARTICLE = Path(__file__).parent.parent / "fixtures/the-bureaucracy-in-exile.txt"
MOST = 1.3
PATHS = (
    "/",
    "/contrast/",
    "/contrast/then-and-now/",
    "/speakers/",
    "/speakers/leon-trotsky/",
    "/topics/party-dictatorship/",
    "/sources/",
    "/years/1920/",
    "/articles/the-bureaucracy-in-exile/",
    "/method/",
    "/data/",
    "/quotations.csv",
    "/sitemap-quotations.xml",
    "/robots.txt",
    "/{words}/",
    "/speakers/{words}/",
    "/quotations/{words}/",
)
QUERIES = (
    "",
    "{words}={words}",
    "q={words}",
    "q={words}&unknown={words}",
    "speaker={words}",
    "pick={words}",
    "from={year}",
    "from={year}&to={words}",
    "a.q={words}&b.from={year}",
    "readings=off&page={year}",
    "{ampersands}",
)


def main(few: int, many: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    with tempfile.TemporaryDirectory(prefix="timeline-memory-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
        django.setup()
        logging.disable(logging.WARNING)  # each refusal, in words
        from django.core.management import call_command
        from django.test.utils import setup_test_environment

        setup_test_environment()
        with_plain_static_files()
        call_command("migrate", verbosity=0)
        call_command("load_article", str(ARTICLE), verbosity=0, stdout=StringIO())
        return report(few, many)


def report(few: int, many: int) -> int:
    """Answer as many requests, and print what that leaves; the exit status."""
    from django.test import Client

    client, statuses = Client(raise_request_exception=False), Counter()
    requests = asked(Random(1917))
    memory = []
    for number in (few, many - few):
        for address, headers in islice(requests, number):
            response = client.get(address, headers=headers)
            if response.streaming:
                Counter(response.streaming_content)
            response.close()
            client.cookies.clear()
            statuses[response.status_code // 100] += 1
        memory.append(resident())
    ratio = memory[1] / memory[0]
    answers = ", ".join(f"{count} × {status}xx" for status, count in sorted(statuses.items()))
    print(f"{answers}: {memory[0]} kB after {few}, {memory[1]} kB after {many}: {ratio:.2f} ×")
    return 1 if ratio > MOST or statuses[5] else 0


def asked(dice: Random):
    """Addresses and headers without end, hardly one of them twice."""
    while True:
        varied = {"year": dice.randint(1, 9999), "ampersands": "&" * dice.randint(1, 40)}
        address = f"{dice.choice(PATHS)}?{dice.choice(QUERIES)}"
        while "{words}" in address:
            address = address.replace("{words}", words(dice), 1)
        headers = {
            "Accept-Encoding": dice.choice(("gzip", words(dice), f"gzip;q=0.{dice.randint(1, 9)}")),
            "Accept-Language": words(dice),
            "Cookie": f"{words(dice)}={words(dice)}",
            "Host": dice.choice(("localhost", "LocalHost", f"127.0.0.1:{dice.randint(1, 65535)}")),
            "HX-Request": dice.choice(("true", words(dice))),
            "HX-Target": words(dice),
            "Referer": f"http://localhost/{words(dice)}",
            "User-Agent": words(dice),
            f"X-{words(dice)}": words(dice),
        }
        yield address.format(**varied), headers


def words(dice: Random) -> str:
    return f"{dice.getrandbits(48):x}"


def resident() -> int:
    """The memory of this process, in kB."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


if __name__ == "__main__":
    sys.exit(main(*(map(int, sys.argv[1:]) if len(sys.argv) > 2 else (1000, 20_000))))
