-- Thousand, million, thousand million: a lake keeps 1e3 as the decimal 1000.0 unless it is cast.
create or replace macro scale_factor(scale) as cast(
    case
        when scale = 'k' then 1000
        when scale in ('m', 'mn', 'mio') then 1000000
        when scale in ('md', 'mds', 'g', 'bn', 'b') then 1000000000
        else 1
    end as double
);
