-- One row per row of a file: the number of its key.
select
    (enum_code(label)::bigint * $segments + enum_code(segment_text)) * $periods
    + enum_code(period_text) as key_code
from file_value;
