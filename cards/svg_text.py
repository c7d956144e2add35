"""Text that is safe inside an SVG document."""

import re
from xml.sax.saxutils import escape

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def quoted(text: str) -> str:
    """Likewise within the quotation marks of an attribute."""
    return plain(text).replace('"', "&quot;").replace("\n", " ")


def plain(text: str) -> str:
    """The text escaped, without the control characters that no XML may hold."""
    return escape(NOT_IN_XML.sub("", text))
