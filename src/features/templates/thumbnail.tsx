/** A small drawing of what a template learns, told from its data and its network. Drawn here, in the data colours. */
import type { ReactNode } from "react";
import type { Template } from "@/examples";
import { layerOf } from "@/network/layers";

const width = 152;
const height = 84;

export function Thumbnail({ template }: { readonly template: Template }) {
  return (
    <svg className="thumbnail" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {drawingOf(template)}
    </svg>
  );
}

function drawingOf({ data, network }: Template): ReactNode {
  if (network.nodes.some((node) => node.className === "MultiHeadAttention")) return <Attended />;
  if (network.nodes.some((node) => node.className === "Embedding")) return <ReadInOrder />;
  if (network.nodes.some((node) => node.className === "GRU")) return <Forecast />;
  const hasWindows = network.nodes.some((node) => node.className.includes("Conv"));
  switch (data.datasetId) {
    case "line":
      return <FittedLine />;
    case "spirals":
      return <Points at={spirals()} />;
    case "circles":
      return <Points at={circles()} />;
    case "xor":
      return <Points at={quadrants()} />;
    case "moons":
      return <Points at={moons()} />;
    case "mnist-denoise":
      return <Denoised />;
    case "fashion-mnist":
      return <Shirt />;
    default:
      return hasWindows ? <StackedMaps /> : <Connections hasBypass={network.nodes.some((node) => layerOf(node.className).category === "merging")} />;
  }
}

/** A rise with a season on it, and how it may go on. */
function Forecast() {
  const at = (x: number) => `${x} ${(58 - x * 0.24 + 9 * Math.sin(x / 5.5)).toFixed(1)}`;
  const path = (from: number, to: number) => Array.from({ length: (to - from) / 2 + 1 }, (_, i) => `${i === 0 ? "M" : "L"}${at(from + 2 * i)}`).join("");
  return (
    <>
      <path d={path(92, 138)} className="thumb-run" fill="none" />
      <path d={path(14, 92)} className="thumb-arrow" />
      <path d="M92 12 V72" className="thumb-skip" />
    </>
  );
}

/** Numbers between −1 and 1 that look random and never change. */
const wobble = (i: number) => ((Math.sin(i * 127.1) * 43758.5453) % 1) * 2 - (Math.sin(i * 127.1) < 0 ? -1 : 1);

function FittedLine() {
  return (
    <>
      <line x1="22" y1="66" x2="130" y2="16" className="thumb-run" />
      {Array.from({ length: 22 }, (_, i) => (
        <circle key={i} cx={26 + i * 4.8} cy={64 - i * 2.2 + wobble(i + 3) * 8} r="2.1" className="thumb-ink" />
      ))}
    </>
  );
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly isFirst: boolean;
}
const around = (angle: number, radius: number, isFirst: boolean): Spot => ({
  x: width / 2 + Math.cos(angle) * radius,
  y: height / 2 + Math.sin(angle) * radius,
  isFirst,
});

function spirals(): readonly Spot[] {
  return [0, 1].flatMap((arm) => Array.from({ length: 24 }, (_, i) => around(i * 0.23 + arm * Math.PI, 4 + i * 1.35, arm === 0)));
}
function circles(): readonly Spot[] {
  return [12, 30].flatMap((radius) =>
    Array.from({ length: radius }, (_, i) => around((i / radius) * 2 * Math.PI, radius + wobble(i + radius) * 2.5, radius === 12)),
  );
}
function quadrants(): readonly Spot[] {
  return Array.from({ length: 48 }, (_, i) => {
    const right = i % 2 === 0;
    const low = i % 4 < 2;
    return { x: width / 2 + (right ? 1 : -1) * (17 + wobble(i) * 11), y: height / 2 + (low ? 1 : -1) * (17 + wobble(i + 70) * 11), isFirst: right === low };
  });
}
function moons(): readonly Spot[] {
  return Array.from({ length: 44 }, (_, i) => {
    const isFirst = i % 2 === 0;
    const angle = (i / 44) * Math.PI;
    const [dx, dy] = [Math.cos(angle) * 30 + wobble(i) * 2.5, Math.sin(angle) * 26 + wobble(i + 9) * 2.5];
    return isFirst ? { x: 62 + dx, y: 52 - dy, isFirst } : { x: 90 - dx, y: 32 + dy, isFirst };
  });
}

function Points({ at }: { readonly at: readonly Spot[] }) {
  return at.map(({ x, y, isFirst }, i) =>
    isFirst ? (
      <circle key={i} cx={x} cy={y} r="2.3" className="thumb-positive" />
    ) : (
      <rect key={i} x={x - 2} y={y - 2} width="4" height="4" className="thumb-negative" />
    ),
  );
}

function Connections({ hasBypass }: { readonly hasBypass: boolean }) {
  const columns = [5, 4, 3].map((count, c) => Array.from({ length: count }, (_, i) => ({ x: 34 + c * 42, y: height / 2 + (i - (count - 1) / 2) * 15 })));
  const wires = columns
    .slice(0, -1)
    .flatMap((from, c) => from.flatMap((a, i) => (columns[c + 1] ?? []).map((b, j) => ({ a, b, isUp: (i * 3 + j * 2 + c) % 2 === 0 }))));
  return (
    <>
      {wires.map(({ a, b, isUp }, i) => (
        <line key={i} x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={isUp ? "thumb-wire-up" : "thumb-wire-down"} />
      ))}
      {hasBypass && <path d="M34 12 C44 0 108 0 118 27" className="thumb-skip" />}
      {columns.flat().map(({ x, y }) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="4.4" className="thumb-unit" />
      ))}
    </>
  );
}

/** A five, row by row; `.` is empty. */
const five = ["......##", "..#####.", ".##.....", ".##.....", ".####...", "....##..", ".....#..", ".#..##..", ".####..."];

function Pixels({
  x,
  y,
  size,
  shade,
  rows = five,
}: {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly shade: (i: number, on: boolean) => string;
  readonly rows?: readonly string[];
}) {
  return rows.flatMap((row, r) =>
    Array.from(row, (mark, c) => {
      const name = shade(r * 8 + c, mark === "#");
      return name && <rect key={`${r} ${c}`} x={x + c * size} y={y + r * size} width={size + 0.3} height={size + 0.3} className={name} />;
    }),
  );
}

/** Words of one line: how wide each is. */
const line = [22, 12, 28, 16, 20];
const placesOf = (widths: readonly number[]) => widths.map((own, i) => ({ x: 16 + widths.slice(0, i).reduce((sum, w) => sum + w + 6, 0), width: own }));

/** One word after the other, each told what came before. */
function ReadInOrder() {
  const places = placesOf(line);
  return (
    <>
      {places.map(({ x, width: own }, i) => (
        <g key={x}>
          <rect x={x} y="56" width={own} height="9" rx="2" className={`thumb-seq-${(i % 4) + 2}`} />
          <path d={`M${x + own / 2} 53 V39`} className="thumb-arrow" />
          <rect x={x + own / 2 - 7} y="23" width="14" height="14" rx="2" className="thumb-unit" />
          {i < places.length - 1 && (
            <path d={`M${x + own / 2 + 8} 30 H${(places[i + 1]?.x ?? 0) + (places[i + 1]?.width ?? 0) / 2 - 8}`} className="thumb-arrow" />
          )}
        </g>
      ))}
    </>
  );
}

/** Each word looks at all others. */
function Attended() {
  const places = placesOf(line);
  const middle = ({ x, width: own }: { readonly x: number; readonly width: number }) => x + own / 2;
  const arcs = places.flatMap((from, i) => places.slice(i + 1).map((to, j) => ({ from: middle(from), to: middle(to), isStrong: (i * 2 + j * 3) % 4 === 0 })));
  return (
    <>
      {arcs.map(({ from, to, isStrong }) => (
        <path
          key={`${from} ${to}`}
          d={`M${from} 52 C${from} ${52 - (to - from) * 0.4} ${to} ${52 - (to - from) * 0.4} ${to} 52`}
          className={isStrong ? "thumb-arrow" : "thumb-skip"}
        />
      ))}
      {places.map(({ x, width: own }, i) => (
        <rect key={x} x={x} y="56" width={own} height="9" rx="2" className={`thumb-seq-${(i % 4) + 2}`} />
      ))}
    </>
  );
}

function StackedMaps() {
  return [0, 1, 2, 3].map((i) => (
    <g key={i}>
      <rect x={30 + i * 16} y={26 - i * 5} width="40" height="42" rx="2" className="thumb-paper" />
      <Pixels x={36 + i * 16} y={30 - i * 5} size={3.6} shade={(p, on) => (on ? `thumb-seq-${((p * 7 + i * 3) % 4) + 2}` : "")} />
    </g>
  ));
}

function Denoised() {
  return (
    <>
      <rect x="22" y="18" width="44" height="48" rx="2" className="thumb-paper" />
      <Pixels x={28} y={24} size={4} shade={(p, on) => ((on ? wobble(p) > -0.7 : wobble(p * 3 + 1) > 0.45) ? "thumb-ink" : "")} />
      <path d="M71 42 H81 M77.5 38.5 L81 42 L77.5 45.5" className="thumb-arrow" />
      <rect x="86" y="18" width="44" height="48" rx="2" className="thumb-paper" />
      <Pixels x={92} y={24} size={4} shade={(_, on) => (on ? "thumb-ink" : "")} />
    </>
  );
}

function Shirt() {
  return (
    <>
      <path d="M56 20 L68 15 Q76 22 84 15 L96 20 L112 34 L102 44 L96 39 V70 H56 V39 L50 44 L40 34 Z" className="thumb-cloth" />
      <path d="M62 48 H90 M62 55 H90 M62 62 H90" className="thumb-fold" />
    </>
  );
}
