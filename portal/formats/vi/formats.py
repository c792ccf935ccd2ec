"""Django looks for formats in a module of each language; ours are the same in all."""

from portal.formats import DATE_INPUT_FORMATS as DATE_INPUT_FORMATS
from portal.formats import DATETIME_INPUT_FORMATS as DATETIME_INPUT_FORMATS
from portal.formats import NUMBER_GROUPING as NUMBER_GROUPING
from portal.formats import TIME_INPUT_FORMATS as TIME_INPUT_FORMATS
