"""XMP: the words about a picture that travel inside its file, as XML.

An upload is hostile until proven otherwise: a packet with a document type, and so
any with entities, is not read, and neither is a large or a deep one.
"""

from xml.parsers import expat
from xml.sax.saxutils import escape

LARGEST_PACKET = 512 * 1024  # bytes
DEEPEST = 24
MOST_ELEMENTS = 5_000

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
IPTC_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
PROPERTIES = {
    f"{DC} description": "description",
    f"{DC} creator": "creator",
    f"{PHOTOSHOP} Credit": "credit",
    f"{IPTC_CORE} AltTextAccessibility": "alt",
}

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">
<rdf:Description rdf:about="" xmlns:dc="{dc}" xmlns:photoshop="{photoshop}">
<dc:creator><rdf:Seq><rdf:li>{credit}</rdf:li></rdf:Seq></dc:creator>
<photoshop:Credit>{credit}</photoshop:Credit>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def packet(credit: str) -> bytes:
    """Return the XMP that says who made a picture, and nothing else."""
    words = PACKET.format(rdf=RDF, dc=DC, photoshop=PHOTOSHOP, credit=escape(credit))
    return words.encode()


def words_in(xmp: bytes) -> dict[str, list[str]]:
    """Return what a packet says: "description", "creator", "credit", "alt", each a list.

    A packet that cannot be read, or that must not be, says nothing.
    """
    if len(xmp) > LARGEST_PACKET:
        return {}
    reader = _Reader()
    try:
        reader.read(xmp.rstrip(b"\x00 \r\n\t"))
    except (expat.ExpatError, _Refused, LookupError, ValueError):
        return {}
    return reader.found


class _Refused(Exception):
    """The packet holds what no packet of ours needs."""


class _Reader:
    """Collects the text of ``PROPERTIES``, whether they are elements or attributes."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.text: list[str] = []
        self.elements = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.text.append

    def read(self, xmp: bytes) -> None:
        self.parser.Parse(xmp, True)

    def _refuse(self, *declared: object) -> None:
        raise _Refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.open.append(name)
        self.text.clear()
        if self.elements > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise _Refused
        for attribute, value in attributes.items():
            if name == f"{RDF} Description" and attribute in PROPERTIES:
                self._keep(PROPERTIES[attribute], value)

    def _end(self, name: str) -> None:
        inside = next((PROPERTIES[each] for each in self.open if each in PROPERTIES), None)
        if inside:
            self._keep(inside, "".join(self.text))
        self.text.clear()
        self.open.pop()

    def _keep(self, name: str, words: str) -> None:
        if words.strip() and words not in self.found.get(name, []):
            self.found.setdefault(name, []).append(words.strip())
