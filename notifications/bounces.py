"""Delivery reports of mail servers (RFC 3464): which of our messages did not arrive, for good."""

from email import message_from_bytes, policy
from email.message import Message
from uuid import UUID


def undelivered(report: bytes) -> UUID | None:
    """The notice that leads the message which a report says failed for good; None for anything else.

    Whatever stands in the report, nothing is raised: it comes from anybody.
    """
    try:
        message = message_from_bytes(report, policy=policy.compat32)
        if message.get_content_type() != "multipart/report":
            return None
        parts = list(message.walk())
        return _returned_id(parts) if any(map(_failed, parts)) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _failed(part: Message) -> bool:
    """Whether a recipient of a delivery status has the action "failed", with a status of class 5."""
    if part.get_content_type() != "message/delivery-status":
        return False
    blocks = part.get_payload()
    return isinstance(blocks, list) and any(
        str(block["Action"]).strip().lower() == "failed" and str(block["Status"]).strip().startswith("5")
        for block in blocks
        if isinstance(block, Message)
    )


def _returned_id(parts: list[Message]) -> UUID | None:
    """From the headers of our message, which come back whole or alone."""
    for part in parts[1:]:
        text = part["Message-ID"] or ""
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            text = message_from_bytes(headers)["Message-ID"] if isinstance(headers, bytes) else ""
        local = str(text).strip().strip("<>").partition("@")[0]
        try:
            return UUID(local)
        except ValueError:
            continue
    return None
