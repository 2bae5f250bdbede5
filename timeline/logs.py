"""Log lines that say which request they are about."""

import logging


class Asked(logging.Filter):
    """Adds ``asked`` to a record: method and address, where the record knows its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.asked = ""
        if hasattr(request, "get_full_path"):  # a server's own request may be a bare socket
            record.asked = f" [{request.method} {request.get_full_path()}]"
        return True
