"""python3 -m second_backend --port N --data FOLDER --documents FOLDER"""

import argparse
import sys
from pathlib import Path

from .app import MOST_ACCOUNTS, App
from .problems import Problem
from .server import Server


def main():
    parser = argparse.ArgumentParser(prog="second_backend", description="A backend of the Atrium API for one member.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--data", required=True, help="the folder of the store; made where it is not there")
    parser.add_argument("--documents", required=True, help="the folder of the member's documents, with member.json")
    parser.add_argument("--front-door", nargs="+", action="extend", default=[], metavar="ORIGIN",
                        help="where an app is that patrons may use, like https://app.example")
    parser.add_argument("--staff-token-file", help="a file with the token of staff; without it nobody is staff")
    parser.add_argument("--accounts-per-hour", type=int, default=MOST_ACCOUNTS, metavar="N",
                        help="how many accounts may come from one address in an hour (%(default)s)")
    options = parser.parse_args()
    token = Path(options.staff_token_file).read_text().strip() if options.staff_token_file else None
    try:
        app = App(options.data, options.documents, options.front_door, token, most_accounts=options.accounts_per_hour)
    except (OSError, Problem) as wrong:
        sys.exit(f"The documents cannot be served: {wrong} {getattr(wrong, 'errors', None) or ''}")
    server = Server((options.host, options.port), app)
    print(f"{app.member} at http://{options.host}:{server.server_port}/member.json", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        app.store.close()


if __name__ == "__main__":
    main()
