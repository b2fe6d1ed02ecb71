/** Draws speeds over sizes as SVG: both axes logarithmic and titled, readable on light and on dark ground. */

const size = { width: 680, height: 400 };
const frame = { left: 76, right: 516, top: 48, bottom: 340 };
const labelGap = 16;
/** Okabe and Ito's colours, which stay apart for all kinds of sight; on dark ground the darkest would vanish. */
const colors = [
  { light: "#0072b2", dark: "#56b4e9" },
  { light: "#d55e00", dark: "#e69f00" },
  { light: "#00795c", dark: "#2fc79b" },
  { light: "#a8457f", dark: "#e38fc0" },
];

/** @param {{ title: string, xTitle: string, yTitle: string, series: readonly { name: string, points: readonly [x: number, y: number][] }[] }} plot */
export function drawPlot({ title, xTitle, yTitle, series }) {
  const all = series.flatMap(({ points }) => points);
  const xs = [...new Set(all.map(([x]) => x))].toSorted((a, b) => a - b);
  const decades = decadesAround(all.map(([, y]) => y));
  const x = logScale(xs[0], xs.at(-1), frame.left, frame.right);
  const y = logScale(decades[0], decades.at(-1), frame.bottom, frame.top);
  const lines = series.map(({ name, points }, i) => ({ name, i, places: points.map(([px, py]) => [x(px), y(py)]) }));
  const labels = apart(lines.map(({ places }) => places.at(-1)[1]));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${styles(series.length)}</style>`,
    `<rect class="ground" width="${size.width}" height="${size.height}" rx="6"/>`,
    `<text class="title" x="${frame.left}" y="26">${escaped(title)}</text>`,
    ...decades.map(
      (value) => `<path class="grid" d="M${frame.left} ${at(y(value))}H${frame.right}"/>${text(frame.left - 8, y(value) + 4, "end", short(value))}`,
    ),
    ...xs.map((value) => `<path class="grid" d="M${at(x(value))} ${frame.bottom}v5"/>${text(x(value), frame.bottom + 19, "middle", short(value))}`),
    `<path class="axis" d="M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}"/>`,
    text((frame.left + frame.right) / 2, size.height - 18, "middle", xTitle),
    `<text text-anchor="middle" transform="translate(20 ${(frame.top + frame.bottom) / 2}) rotate(-90)">${escaped(yTitle)}</text>`,
    ...lines.map(({ i, places }) => `<path class="line s${i}" d="M${places.map((place) => place.map(at).join(" ")).join("L")}"/>`),
    ...lines.flatMap(({ i, places }) => places.map(([cx, cy]) => `<circle class="dot s${i}" cx="${at(cx)}" cy="${at(cy)}" r="3.5"/>`)),
    ...lines.map(({ name, i }) => `<text class="name s${i}" x="${frame.right + 12}" y="${at(labels[i] + 4)}">${escaped(name)}</text>`),
    "</svg>",
  ].join("\n")}\n`;
}

function styles(count) {
  const own = (ground) =>
    Array.from({ length: count }, (_, i) => {
      const color = colors[i % colors.length][ground];
      return `.line.s${i}{stroke:${color}}.dot.s${i},.name.s${i}{fill:${color}}`;
    }).join("");
  return [
    "text{font:13px system-ui,sans-serif;fill:#333}.title,.name{font-weight:600}.ground{fill:#fff}",
    ".grid{stroke:#ddd;fill:none}.axis{stroke:#777;fill:none}.line{fill:none;stroke-width:2}",
    own("light"),
    `@media(prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#16181d}.grid{stroke:#333}.axis{stroke:#999}${own("dark")}}`,
  ].join("");
}

/** Powers of ten from below the least value to above the largest. */
function decadesAround(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(Math.ceil(Math.log10(Math.max(...values))), from + 1);
  return Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
}

function logScale(from, to, start, end) {
  const span = Math.log(to) - Math.log(from);
  return (value) => (span === 0 ? (start + end) / 2 : start + ((Math.log(value) - Math.log(from)) / span) * (end - start));
}

/** Heights of labels moved as little as it takes to keep them from lying on each other. */
function apart(heights) {
  const order = heights.map((_, i) => i).toSorted((a, b) => heights[a] - heights[b]);
  const moved = [...heights];
  for (const [place, i] of order.entries()) if (place > 0) moved[i] = Math.max(moved[i], moved[order[place - 1]] + labelGap);
  // Pushed below the frame, they all come up again by as much.
  const over = Math.max(0, moved[order.at(-1)] - frame.bottom);
  return moved.map((height) => height - over);
}

const text = (x, y, anchor, words) => `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}">${escaped(words)}</text>`;
const at = (value) => String(Math.round(value * 10) / 10);
const short = (value) => (typeof value === "string" ? value : value >= 1e6 ? `${value / 1e6}M` : value >= 10_000 ? `${value / 1e3}k` : String(value));
const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
