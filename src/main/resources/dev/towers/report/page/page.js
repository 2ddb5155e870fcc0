// Draws each chart from the tables below it, and lets commands be copied.
(() => {
  'use strict';
  const root = document.documentElement;
  const DASHES = [[], [9, 5], [2, 3], [12, 4, 2, 4], [5, 3], [16, 5]];
  const COLORS = 6;
  const HEIGHT = 280;
  const charts = [];

  const color = name => getComputedStyle(root).getPropertyValue(name).trim();

  function read(table) {
    const rows = [...table.tBodies[0].rows];
    const numbers = column => rows.map(row => parseFloat(row.cells[column].textContent));
    return {
      name: table.caption.textContent,
      style: Number(table.dataset.style),
      x: numbers(0),
      y: numbers(1),
      texts: new Map(rows.map(row => [parseFloat(row.cells[0].textContent), row.cells[1].textContent])),
    };
  }

  // The place of the point of a curve that is nearest to the pointer: not every curve has one there.
  function nearest(u, series, at) {
    const ys = u.data[series];
    for (let far = 0; far < ys.length; far++) {
      if (ys[at - far] != null) return at - far;
      if (ys[at + far] != null) return at + far;
    }
    return at;
  }

  function draw(figure) {
    const lines = [...figure.querySelectorAll('table')].map(read);
    const plot = figure.querySelector('.plot');
    plot.replaceChildren();
    const data = uPlot.join(lines.map(line => [line.x, line.y]));
    const end = data[0].length - 1;
    const ink = color('--muted');
    const font = '12px ' + getComputedStyle(document.body).fontFamily;
    const axis = {
      stroke: ink, font, labelFont: font,
      grid: {stroke: color('--rule'), width: 1}, ticks: {stroke: color('--rule'), width: 1},
    };
    const showLast = u => u.setLegend({idxs: u.series.map((s, i) => (i ? nearest(u, i, end) : end))}, false);
    const chart = new uPlot({
      width: Math.max(240, plot.clientWidth || figure.clientWidth), height: HEIGHT,
      padding: [8, 16, 0, 0],
      scales: {x: {time: false}},
      cursor: {dataIdx: nearest, y: false, points: {size: 8}},
      legend: {markers: {dash: (u, i) => (DASHES[lines[i - 1].style % DASHES.length].length ? 'dashed' : 'solid')}},
      axes: [
        {...axis, label: 'Epoch', labelSize: 20, size: 34},
        {...axis, size: 58, values: (u, ticks) => ticks.map(tick => String(+tick.toPrecision(6)))},
      ],
      series: [
        {label: 'Epoch', value: (u, x) => (x == null ? '' : String(x))},
        ...lines.map(line => ({
          label: line.name, spanGaps: true, width: 2,
          stroke: color('--line-' + (line.style % COLORS)),
          dash: DASHES[line.style % DASHES.length],
          points: {show: line.x.length <= 40, size: 6, fill: color('--paper')},
          value: (u, y, i, at) => (at == null || y == null ? '' : line.texts.get(u.data[0][at])),
        })),
      ],
      hooks: {
        ready: [showLast],
        setCursor: [u => { if (u.cursor.left < 0) showLast(u); }],
        draw: lines.length > 2 || lines.some(line => line.name.length === 1) ? [u => nameEnds(u, lines, font)] : [],
      },
    }, data, plot);
    useKeys(chart, figure);
    return chart;
  }

  // Where curves are told apart by a letter, it stands on each, near its end.
  function nameEnds(u, lines, font) {
    const scale = devicePixelRatio;
    u.ctx.save();
    u.ctx.font = 'bold ' + font.replace('12px', 12 * scale + 'px');
    u.ctx.textAlign = 'right';
    for (const [order, line] of lines.entries()) {
      const last = Math.floor((line.x.length - 1) * (1 - (order % 5) * 0.08));
      u.ctx.fillStyle = color('--line-' + (line.style % COLORS));
      u.ctx.fillText(line.name, u.valToPos(line.x[last], 'x', true), u.valToPos(line.y[last], 'y', true) - 6 * scale);
    }
    u.ctx.restore();
  }

  function useKeys(chart, figure) {
    const area = chart.over;
    const spoken = document.createElement('output');
    spoken.className = 'hidden';
    figure.querySelector('.plot').append(spoken);
    let at = chart.data[0].length - 1;
    area.tabIndex = 0;
    area.setAttribute('role', 'img');
    area.setAttribute('aria-label', figure.dataset.label + '. ' + figure.dataset.description
      + ' Left and right arrow keys read the values.');
    area.addEventListener('keydown', event => {
      const last = chart.data[0].length - 1;
      const step = event.shiftKey ? 10 : 1;
      const to = {ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: last}[event.key];
      if (to === undefined) return;
      event.preventDefault();
      at = Math.min(last, Math.max(0, to));
      chart.setCursor({left: chart.valToPos(chart.data[0][at], 'x'), top: 0});
      spoken.textContent = [...chart.root.querySelectorAll('.u-legend .u-series')]
        .map(row => row.textContent).join(', ');
    });
  }

  function drawAll() {
    charts.splice(0).forEach(chart => chart.destroy());
    document.querySelectorAll('figure.chart').forEach(figure => charts.push(draw(figure)));
  }

  document.querySelectorAll('figure.chart details').forEach(details => { details.open = false; });
  drawAll();
  let width = root.clientWidth;
  addEventListener('resize', () => {
    if (root.clientWidth !== width) { width = root.clientWidth; drawAll(); }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  addEventListener('beforeprint', () => { root.dataset.paper = ''; drawAll(); });
  addEventListener('afterprint', () => { delete root.dataset.paper; drawAll(); });

  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const code = button.parentNode.querySelector('code');
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = 'Copied';
      } catch (refused) {
        getSelection().selectAllChildren(code);
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
  }
})();
