"""The unit file: all that a unit is and did, as one text.

:func:`read_unit_file` turns bytes into records or names every mistake; :func:`unit_file_text`
turns records into YAML; :func:`differences` and :func:`match_entries` compare two contents.
"""

from costsharing.core.unit_file.compare import differences, match_entries
from costsharing.core.unit_file.read import read_unit_file
from costsharing.core.unit_file.records import UnitFile
from costsharing.core.unit_file.write import unit_file_text

__all__ = ["UnitFile", "differences", "match_entries", "read_unit_file", "unit_file_text"]
