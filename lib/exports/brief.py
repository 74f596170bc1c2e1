"""The brief of a share link as one page: no script, no font, no picture fetched, light and dark.

It is built from the views and sentences of the live pages. Text of the data is escaped; colours are
classes, so that a policy can forbid every style but the one given here.
"""

from dataclasses import dataclass
from html import escape

from lib.charts.drawing.svg import colour_rules, svg_of
from lib.charts.drawing.theme import LARGE, PHONE_PICTURE
from lib.charts.objectives import pace_chart
from lib.charts.pairs.pair_chart import pair_chart
from lib.charts.palette import PAGE_COLOURS, PALETTES, ThemeName
from lib.i18n import formats
from lib.i18n.translate import LANGUAGES, Locale
from lib.views.committee.brief import BriefPair, BriefView
from lib.views.committee.overview import ObjectivePace, OverviewView
from lib.views.signals import MetricSignal, SignalsView
from lib.wording.evidence import finding, label_name, wall_summary
from lib.wording.names import name_of, pair_name
from lib.wording.okrs import forecast_sentence
from lib.wording.overview import (
    assurance_word,
    close_sentences,
    due_sentence,
    false_alarms,
    more_reviews,
    objective_facts,
    overview_headline,
    pace_explanation,
    quiet_sentence,
    review_sentence,
    signal_sentence,
    variation_word,
)

_MOST_OVERDUE = 6


def _variables(theme: ThemeName) -> str:
    """Return the CSS variables of a theme."""
    palette, page = PALETTES[theme], PAGE_COLOURS[theme]
    return (
        f"--ink:{palette.text};--muted:{palette.muted};--line:{page.border};"
        f"--page:{palette.background};--link:{page.link};--soft:{page.surface}"
    )


STYLE = (
    f":root{{color-scheme:light dark;{_variables('light')}}}"
    "*{box-sizing:border-box}"
    "body{margin:0;color:var(--ink);background:var(--page);"
    "font:17px/1.5 'Source Sans 3','Source Sans Pro',system-ui,-apple-system,'Segoe UI',sans-serif}"
    "header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}"
    "nav{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;align-items:center;padding:.5rem 0;"
    "border-bottom:1px solid var(--line);font-size:.95rem}"
    "nav strong{margin-right:auto}nav a,nav span{padding:.35rem 0}"
    "a{color:var(--link)}"
    "h1{font-size:1.65rem;line-height:1.2;font-weight:650;margin:1.1rem 0 .5rem}"
    "h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.25rem;"
    "border-bottom:1px solid var(--line)}h3{font-size:1.02rem;margin:0 0 .2rem}"
    "p{margin:.35rem 0}.quiet{color:var(--muted);font-size:.95rem}"
    "ul{margin:.4rem 0;padding:0;list-style:none}li{margin:.7rem 0}"
    ".sign{display:inline-block;border:1px solid var(--line);border-radius:.4rem;"
    "background:var(--soft);padding:0 .5rem;margin-right:.4rem;font-size:.9rem}"
    ".grid{display:grid;gap:1.6rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}"
    "figure{margin:0 0 2rem;break-inside:avoid}figcaption{margin-bottom:.6rem}"
    "svg{display:block;overflow:visible;width:100%;height:auto;max-width:46rem;"
    "font-family:'Source Sans 3','Source Sans Pro',system-ui,sans-serif}"
    ".grid svg{max-width:24rem}.phone{display:none}"
    "footer{margin-top:2.5rem;padding-top:.8rem;padding-bottom:1.5rem;"
    "border-top:1px solid var(--line);color:var(--muted);font-size:.9rem}"
    "@media(max-width:640px){.desk{display:none}.phone{display:block;max-width:26rem}"
    "h1{font-size:1.4rem}}"
    "@media print{nav a{display:none}.desk{display:block}.phone{display:none}"
    "body{font-size:11pt}h2{break-after:avoid}}"
    f"{colour_rules('light')}"
    f"@media screen and (prefers-color-scheme:dark)"
    f"{{:root{{{_variables('dark')}}}{colour_rules('dark')}}}"
)
"""The style sheet of the page; its content security policy allows this one by its hash."""

DASHBOARD = "./"
"""Address of the live pages, relative to the brief."""


@dataclass(frozen=True, slots=True)
class State:
    """Which data version the brief shows, and whether the link is frozen at it."""

    version: int
    is_frozen: bool


def brief_html(view: BriefView, state: State, locale: Locale) -> bytes:
    """Return the page."""
    _ = locale.gettext
    title = overview_headline(view.overview, locale) if view.overview else _("Metric pairs")
    if view.overview is None and view.pairs is None:
        title = _("Open the live dashboard")
    parts = [
        f'<!doctype html><html lang="{locale.language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="robots" content="noindex, nofollow">',
        f"<title>Tandem</title><style>{STYLE}</style></head><body>",
        f"<header>{_menu(locale)}<h1>{escape(title)}</h1>{_head(view, state, locale)}</header>",
        f"<main>{_body(view, locale)}</main>",
        f"<footer>{escape(_data_version(state, locale))}</footer></body></html>",
    ]
    return "".join(parts).encode()


def _menu(locale: Locale) -> str:
    names = {"fr": "Français", "en": "English"}
    others = "".join(
        f'<a href="?lang={language}" lang="{language}" hreflang="{language}">{names[language]}</a>'
        for language in LANGUAGES
        if language != locale.language
    )
    live = escape(locale.gettext("Open the live dashboard"))
    href = f"{DASHBOARD}?lang={locale.language}"
    return f'<nav><strong>Tandem</strong><a href="{href}">{live}</a>{others}</nav>'


def _head(view: BriefView, state: State, locale: Locale) -> str:
    parts = []
    if view.objectives is not None:
        forecast = forecast_sentence(view.objectives, locale)
        parts.append(f"<p><strong>{escape(forecast)}</strong></p>" if forecast else "")
    if view.overview is not None:
        parts.append(_quiet(_freshness(view.overview, locale)))
    if state.is_frozen:
        parts.append(_quiet(_data_version(state, locale)))
    return "".join(parts)


def _freshness(overview: OverviewView, locale: Locale) -> str:
    if overview.close is None:
        return locale.gettext("Nothing has been loaded yet: no figure can be shown.")
    return close_sentences(overview, overview.close, locale)


def _data_version(state: State, locale: Locale) -> str:
    if state.is_frozen:
        sentence = locale.gettext("This link shows the data as they stood at version {version}.")
    else:
        sentence = locale.gettext("Data version {version}.")
    return sentence.format(version=formats.number(state.version, locale))


def _body(view: BriefView, locale: Locale) -> str:
    parts = []
    if view.overview is not None:
        parts.append(_decisions(view.overview, locale))
    if view.signals is not None:
        parts.append(_signals(view.signals, locale))
    if view.pairs is not None:
        parts.append(_pairs(view, view.pairs, locale))
    if view.overview is not None:
        parts.append(_objectives(view.overview, locale))
    return "".join(parts)


def _decisions(overview: OverviewView, locale: Locale) -> str:
    late = overview.reviews_overdue
    if not overview.decisions_due and not late:
        return ""
    rows = []
    for decision in overview.decisions_due:
        due = due_sentence(decision, locale)
        name = f"<strong>{escape(name_of(decision, locale))}</strong>"
        rows.append(f"<li>{name}{f' — {escape(due)}' if due else ''}</li>")
    for decision in late[:_MOST_OVERDUE]:
        name = f"<strong>{escape(name_of(decision, locale))}</strong>"
        rows.append(f"<li>{name} — {escape(review_sentence(decision, locale))}</li>")
    if len(late) > _MOST_OVERDUE:
        rows.append(f"<li>{escape(more_reviews(len(late) - _MOST_OVERDUE, locale))}</li>")
    return _section(locale.gettext("To be decided"), f"<ul>{''.join(rows)}</ul>")


def _signals(signals: SignalsView, locale: Locale) -> str:
    if not signals.judged:
        return ""
    rows = "".join(_signal(signal, locale) for signal in signals.flagged)
    listed = f"<ul>{rows}</ul>" if rows else ""
    return _section(
        locale.gettext("What moved"),
        f"{listed}<p>{escape(quiet_sentence(signals, locale))}</p>"
        f"{_quiet(false_alarms(signals, locale))}",
    )


def _signal(signal: MetricSignal, locale: Locale) -> str:
    words = [variation_word(signal, locale), assurance_word(signal, locale)]
    signs = "".join(f'<span class="sign">{escape(word)}</span>' for word in words if word)
    name = escape(name_of(signal.series.metric, locale))
    return (
        f"<li><strong>{name}</strong> — {escape(signal_sentence(signal, locale))}<br>{signs}</li>"
    )


def _pairs(view: BriefView, pairs: tuple[BriefPair, ...], locale: Locale) -> str:
    if not view.evidence:
        return ""
    summary = _quiet(wall_summary(len(pairs), view.evidence, locale))
    return _section(
        locale.gettext("Metric pairs"), summary + "".join(_pair(pair, locale) for pair in pairs)
    )


def _pair(pair: BriefPair, locale: Locale) -> str:
    series = pair.card.series
    names = pair_name(series.product.metric, series.business.metric, locale)
    drawings = "".join(
        f'<div class="{name}">'
        f"{svg_of(pair_chart(series, locale=locale, width=width, interactive=False))}</div>"
        for name, width in (("desk", LARGE.width), ("phone", PHONE_PICTURE))
    )
    label = escape(label_name(pair.evidence.assessment.label, locale))
    sentence = escape(finding(series, pair.evidence, locale))
    return (
        f"<figure><figcaption><h3>{escape(names)}</h3>"
        f'<p><span class="sign">{label}</span>{sentence}</p></figcaption>{drawings}</figure>'
    )


def _objectives(overview: OverviewView, locale: Locale) -> str:
    if not overview.objectives:
        return ""
    figures = "".join(_objective(objective, locale) for objective in overview.objectives)
    paces = [pace for objective in overview.objectives for pace in objective.key_results]
    return _section(
        locale.gettext("Objectives"),
        f'{_quiet(pace_explanation(paces, locale))}<div class="grid">{figures}</div>',
    )


def _objective(objective: ObjectivePace, locale: Locale) -> str:
    name = name_of(objective.objective, locale)
    drawing = svg_of(pace_chart(objective, locale=locale, theme="light"))
    facts = _quiet(objective_facts(objective, locale))
    return f"<figure><figcaption><h3>{escape(name)}</h3>{facts}</figcaption>{drawing}</figure>"


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _quiet(text: str) -> str:
    return f'<p class="quiet">{escape(text)}</p>'
