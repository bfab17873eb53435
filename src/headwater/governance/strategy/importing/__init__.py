"""Readers of a partnership's own document: a table (CSV, XLSX, DOCX, pasted) or an outline in Markdown, to rows of clauses.

Pure: bytes or text in, a `Reading` out. What is wrong is said of its line and changes nothing; nothing here knows the database.
"""

from headwater.governance.strategy.importing.documents import SUFFIXES, as_text, read_file, read_pasted
from headwater.governance.strategy.importing.rows import COLUMNS, Fault, Reading, Row

__all__ = ["COLUMNS", "SUFFIXES", "Fault", "Reading", "Row", "as_text", "read_file", "read_pasted"]
