-- One row: the number of the lake's latest snapshot.
select id
from lake.current_snapshot();
