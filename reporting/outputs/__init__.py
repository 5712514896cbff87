"""What one reads of a report: files made once, at its publication, from its suppressed content alone.

The page is templates/reporting/_content.html, `{% include "reporting/_content.html" with content=content texts=texts
only %}`, from the same content.
"""

from reporting.outputs.csv_file import csv_of
from reporting.outputs.pdf import pdf_of
from reporting.outputs.texts import CommitteeAction, Texts
from reporting.outputs.workbook import workbook_of

__all__ = ["CommitteeAction", "Texts", "csv_of", "pdf_of", "workbook_of"]
