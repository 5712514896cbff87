"""What an XLSX file is made of, looked at before anything in it is expanded."""

import io
import zipfile
from typing import Final

from common.spreadsheets.limits import MIB, Limits, Refused

NOT_A_WORKBOOK: Final = "Ce fichier est abîmé, ou n’est pas un classeur : ouvrez-le, puis enregistrez-le en .xlsx."
TOO_LONG: Final = (
    "Ce classeur, une fois ouvert, est trop gros : gardez la seule feuille de la liste, sans image, sans ligne vide "
    "mise en forme."
)
# Where Excel keeps what no list of dwellings needs, and what could act when it is opened again.
FORBIDDEN: Final = {
    "xl/externallinks/": "Ce classeur va chercher des valeurs dans d’autres fichiers : collez les valeurs dans un "
    "classeur neuf, et envoyez celui-ci.",
    "xl/vbaproject": "Ce classeur contient des macros : enregistrez-le en .xlsx, sans macro.",
    "xl/macrosheets/": "Ce classeur contient des macros : enregistrez-le en .xlsx, sans macro.",
    "xl/embeddings/": "Ce classeur contient un objet incorporé : collez les valeurs dans un classeur neuf.",
    "xl/activex/": "Ce classeur contient un programme : collez les valeurs dans un classeur neuf.",
    "xl/connections.xml": "Ce classeur est relié à une base de données : collez les valeurs dans un classeur neuf.",
}


def check_package(content: bytes, limits: Limits) -> None:
    """Raises Refused. The sizes that a package declares hold: zipfile reads no byte beyond them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError) as error:
        raise Refused(NOT_A_WORKBOOK) from error
    names = [part.filename.lower() for part in parts]
    if "mimetype" in names or "content.xml" in names:
        raise Refused("Ce fichier vient de LibreOffice (.ods) : enregistrez-le en .xlsx ou en CSV.")
    for name in names:
        for start, sentence in FORBIDDEN.items():
            if name.startswith(start):
                raise Refused(sentence)
    if not any(name.startswith("xl/") for name in names):
        raise Refused(NOT_A_WORKBOOK)
    whole = sum(part.file_size for part in parts)
    longest = max((part.file_size for part in parts if not _is_sheet(part)), default=0)
    if len(parts) > limits.entries or whole > limits.expanded or longest > limits.part:
        raise Refused(f"{TOO_LONG} ({whole / MIB:.0f} Mo, {limits.expanded // MIB} au plus.)")


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().startswith("xl/worksheets/sheet")
