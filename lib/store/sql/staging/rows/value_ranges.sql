-- One row per label: the range of its numbers as they are written.
select
    label,
    unit,
    min(number) as lowest,
    max(number) as highest,
    max(abs(number)) as largest
from (
    select
        cells.label,
        cells.unit,
        number_of(cells.parts, marks.mark) as number
    from incoming_cell as cells
    inner join mark_map as marks on cells.column_no = marks.column_no
    where not cells.is_missing and not cells.is_percent and not cells.is_target
)
group by label, unit;
