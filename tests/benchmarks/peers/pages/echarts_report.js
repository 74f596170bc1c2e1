// Draws the tiles, then a chart and a table for each pair; counts what stands.
const report = document.getElementById("report");
window.drawn = 0;
function add(parent, tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  parent.appendChild(made);
  return made;
}
function panel(side, at) {
  const [months, values, targets] = side.columns;
  const line = (name, data, type) => ({
    name, data, type: "line", xAxisIndex: at, yAxisIndex: at, showSymbol: false, lineStyle: { type },
  });
  return { months, series: [line("Value", values, "solid"), line("Target", targets, "dotted")] };
}
function chart(sides) {
  const place = add(report, "div");
  place.style.cssText = "height:320px;max-width:46rem";
  const panels = sides.map(panel), drawing = echarts.init(place);
  drawing.on("finished", () => {
    if (!place.dataset.stands) window.drawn += 1;
    place.dataset.stands = "1";
  });
  drawing.setOption({
    animation: false,
    tooltip: { trigger: "axis" },
    title: sides.map((side, at) => ({ text: side.name, top: at * 160, textStyle: { fontSize: 12 } })),
    grid: [{ top: 30, height: 100 }, { top: 190, height: 100 }],
    xAxis: panels.map((one, at) => ({ type: "category", data: one.months, gridIndex: at })),
    yAxis: panels.map((one, at) => ({ type: "value", scale: true, gridIndex: at })),
    series: panels.flatMap((one) => one.series),
  });
  const table = add(report, "table");
  sides.forEach((side) => {
    const row = add(table, "tr");
    [side.name, ...side.columns[1].slice(-12)].forEach((cell) => add(row, "td", cell));
  });
}
data.tiles.forEach(([name, value]) => add(report, "div", `${name}: ${value.toFixed(2)}`));
data.charts.forEach(chart);
