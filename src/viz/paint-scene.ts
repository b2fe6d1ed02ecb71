/** Paints a scene on a 2-D canvas context that is already scaled to CSS pixels. */
import { assertNever } from "@/base/assert-never";
import { paintDotsLayer } from "@/viz/dots-layer";
import type { PixelMap } from "@/viz/pixels";
import { dotPath, type DotsMark, type LineMark, type Mark, type Scene } from "@/viz/scene";

export function paintScene(context: CanvasRenderingContext2D, scene: Scene): void {
  context.clearRect(0, 0, scene.width, scene.height);
  for (const mark of scene.marks) paintMark(context, mark, scene.font);
}

function paintMark(context: CanvasRenderingContext2D, mark: Mark, font: string): void {
  switch (mark.kind) {
    case "line":
      return paintLine(context, mark);
    case "rect":
      if (mark.fill) {
        context.fillStyle = mark.fill;
        context.fillRect(mark.x, mark.y, mark.width, mark.height);
      }
      if (mark.stroke) {
        context.strokeStyle = mark.stroke;
        context.lineWidth = 1;
        context.strokeRect(mark.x + 0.5, mark.y + 0.5, mark.width - 1, mark.height - 1);
      }
      return;
    case "dots":
      if (!paintDotsLayer(context, mark, paintDots)) paintDots(context, mark);
      return;
    case "text":
      context.font = `${mark.weight ?? 400} ${mark.size}px ${font}`;
      context.textAlign = mark.anchor === "middle" ? "center" : (mark.anchor ?? "start");
      context.textBaseline = mark.baseline ?? "alphabetic";
      if (mark.casing) {
        context.strokeStyle = mark.casing;
        context.lineWidth = 3;
        context.lineJoin = "round";
        context.strokeText(mark.text, mark.x, mark.y);
      }
      context.fillStyle = mark.fill;
      context.fillText(mark.text, mark.x, mark.y);
      return;
    case "image":
      context.imageSmoothingEnabled = mark.smooth ?? false;
      context.drawImage(bitmapOf(mark.map), mark.x, mark.y, mark.width, mark.height);
      return;
    case "clip":
      context.save();
      context.beginPath();
      context.rect(mark.x, mark.y, mark.width, mark.height);
      context.clip();
      for (const inner of mark.marks) paintMark(context, inner, font);
      context.restore();
      return;
    default:
      return assertNever(mark);
  }
}

function paintLine(context: CanvasRenderingContext2D, { points, stroke, width, dash, opacity }: LineMark): void {
  context.save();
  context.globalAlpha = opacity ?? 1;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.lineCap = width > 3 ? "round" : "butt";
  context.setLineDash(dash ? [...dash] : []);
  context.beginPath();
  let isDrawing = false;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? Number.NaN;
    const y = points[i + 1] ?? Number.NaN;
    if (Number.isNaN(x + y)) isDrawing = false;
    else if (isDrawing) context.lineTo(x, y);
    else {
      context.moveTo(x, y);
      isDrawing = true;
    }
  }
  context.stroke();
  context.restore();
}

function paintDots(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, { points, shape, radius, fill, stroke }: DotsMark): void {
  context.beginPath();
  const corners = shape === "circle" ? [] : dotPath(shape, radius);
  for (let i = 0; i + 1 < points.length; i += 2) {
    const x = points[i] ?? 0;
    const y = points[i + 1] ?? 0;
    if (shape === "circle") {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
      continue;
    }
    corners.forEach(([dx, dy], corner) => (corner === 0 ? context.moveTo(x + dx, y + dy) : context.lineTo(x + dx, y + dy)));
    context.closePath();
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.lineWidth = 1.5;
    context.lineJoin = "round";
    context.stroke();
  }
  context.fillStyle = fill;
  context.fill();
}

const bitmaps = new WeakMap<PixelMap, OffscreenCanvas>();

function bitmapOf(map: PixelMap): OffscreenCanvas {
  const known = bitmaps.get(map);
  if (known) return known;
  const bitmap = new OffscreenCanvas(Math.max(1, map.columns), Math.max(1, map.rows));
  if (map.rgba.length > 0) bitmap.getContext("2d")?.putImageData(new ImageData(map.rgba, map.columns, map.rows), 0, 0);
  bitmaps.set(map, bitmap);
  return bitmap;
}
