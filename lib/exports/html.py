"""The report as one HTML file without script: opens offline, prints, reads on a phone."""

from html import escape

from lib.charts.pairs.descriptions import pair_rows
from lib.charts.palette import LIGHT, LIGHT_PAGE
from lib.exports.pictures import inline_svg, pair_phone_svg, pair_svg
from lib.exports.report.report import PairChart, Section, Table, UpdateReport
from lib.views.series import PairSeries

_COLOURS = (
    f":root{{color-scheme:light;--ink:{LIGHT.text};--muted:{LIGHT.muted};"
    f"--line:{LIGHT_PAGE.border};--product:{LIGHT.product};--link:{LIGHT_PAGE.link}}}"
)
_STYLE = """
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:white;font:16px/1.5 "Source Sans 3","Source Sans Pro",
"Segoe UI",Roboto,Arial,sans-serif}
main,header,footer,nav{max-width:960px;margin:0 auto;padding:0 16px}
header{padding-top:32px}h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.4rem;line-height:1.25;margin:4px 0 12px}h3{font-size:1.1rem;margin:24px 0 4px}
section{border-top:1px solid var(--line);margin-top:32px;padding-top:20px}
.name,.state,figcaption,caption{color:var(--muted)}.name{margin:0}
.said{border-left:4px solid var(--product);margin:16px 0;padding:4px 16px;white-space:pre-line}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:12px 0;font-size:.95rem}
caption{text-align:left;padding:4px 0}th,td{padding:6px 10px;text-align:left;vertical-align:top;
border-bottom:1px solid var(--line)}.figure{text-align:right;font-variant-numeric:tabular-nums}
figure{margin:12px 0;break-inside:avoid}figure svg{width:100%;height:auto;max-width:760px}
.phone{display:none}summary{cursor:pointer;padding:8px 0}li{margin:4px 0;overflow-wrap:anywhere}
h1,h2,h3,p{overflow-wrap:anywhere}td{overflow-wrap:break-word;min-width:4.5em}a{color:var(--link)}
footer{border-top:1px solid var(--line);margin-top:32px;padding:16px;color:var(--muted)}
@media(max-width:640px){.desk{display:none}.phone{display:block}th,td{padding:6px}}
@media print{.phone{display:none}.desk{display:block}section{break-inside:auto}nav{display:none}}
"""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def html_bytes(report: UpdateReport) -> bytes:
    """Return the report as a page; every text of it is escaped."""
    language = report.locale.language
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(report.title)}</title>\n<style>{_COLOURS}{_STYLE}</style>\n</head>\n<body>",
        f"<header>\n<h1>{escape(report.title)}</h1>\n<p>{escape(report.subtitle)}</p>",
        f'<p class="state">{escape(report.state)}</p>\n</header>',
        _contents(report),
        "<main>",
        *(_section(report, section) for section in report.sections),
        _notes(report),
        f"</main>\n<footer>{escape(report.state)}</footer>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _contents(report: UpdateReport) -> str:
    links = "".join(
        f'<li><a href="#{section.block}">{escape(section.name)}</a></li>'
        for section in report.sections
    )
    return f'<nav aria-label="{escape(report.title)}"><ol>{links}</ol></nav>' if links else ""


def _section(report: UpdateReport, section: Section) -> str:
    parts = [
        f'<section id="{section.block}">\n<p class="name">{escape(section.name)}</p>',
        f"<h2>{escape(section.title)}</h2>",
        _list(section.findings),
    ]
    if section.commentary:
        commentary = escape(section.commentary)
        label = escape(report.commentary_label)
        parts.append(f'<div class="said"><strong>{label}</strong>\n{commentary}</div>')
    parts += [_table(table) for table in section.tables]
    parts += [_chart(report, chart) for chart in section.charts]
    return "\n".join([part for part in parts if part] + ["</section>"])


def _list(sentences: tuple[str, ...]) -> str:
    items = "\n".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<ul>\n{items}\n</ul>" if items else ""


def _table(table: Table) -> str:
    def cell(tag: str, text: str, k: int) -> str:
        kind = ' class="figure"' if table.figures[k] else ""
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{kind}>{escape(text)}</{tag}>"

    head = "".join(cell("th", text, k) for k, text in enumerate(table.headers))
    rows = "\n".join(
        "<tr>" + "".join(cell("td", text, k) for k, text in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table.title)}"><table>'
        f"<caption>{escape(table.title)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _chart(report: UpdateReport, chart: PairChart) -> str:
    desk = inline_svg(pair_svg(chart.series, report.locale))
    phone = inline_svg(pair_phone_svg(chart.series, report.locale))
    return "\n".join(
        [
            f"<h3>{escape(chart.title)}</h3>\n<p>{escape(chart.hypothesis)}</p>",
            f'<figure role="img" aria-label="{escape(chart.description)}">',
            f'<div class="desk">{desk}</div><div class="phone">{phone}</div></figure>',
            f'<p class="state">{escape(chart.subtitle)}</p>',
            _list(chart.facts),
            f"<details><summary>{escape(report.data_label)}</summary>",
            _data(chart.subtitle, chart.series, report),
            "</details>",
        ]
    )


def _data(title: str, series: PairSeries, report: UpdateReport) -> str:
    headers, *rows = pair_rows(series, report.locale)
    figures = (False, *(True,) * (len(headers) - 1))
    cells = tuple(tuple(row) for row in rows)
    return _table(Table(title, tuple(headers), cells, figures))


def _notes(report: UpdateReport) -> str:
    if not report.notes:
        return ""
    label = escape(report.notes_label)
    return f'<section id="notes">\n<h2>{label}</h2>\n{_list(report.notes)}\n</section>'
