/** Saves what a person sees as a file of their own: PNG at twice the size, SVG, or the figures as CSV. */
import { paintScene } from "@/viz/paint-scene";
import type { PixelMap } from "@/viz/pixels";
import type { Scene } from "@/viz/scene";
import { svgOfScene } from "@/viz/scene-svg";

export async function pngOfScene(scene: Scene, background: string): Promise<Blob> {
  const density = 2;
  const canvas = new OffscreenCanvas(Math.ceil(scene.width * density), Math.ceil(scene.height * density));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no 2-D canvas.");
  context.scale(density, density);
  paintScene(context as unknown as CanvasRenderingContext2D, scene);
  // Under what was painted, as painting starts from a clean sheet.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = background;
  context.fillRect(0, 0, scene.width, scene.height);
  return canvas.convertToBlob({ type: "image/png" });
}

export function svgFile(scene: Scene, background: string): Blob {
  return new Blob([svgOfScene(scene, background, dataUrlOf)], { type: "image/svg+xml" });
}

/** A byte-order mark, so that spreadsheets read the words as UTF-8. */
export function csvFile(rows: readonly (readonly (string | number)[])[]): Blob {
  const cell = (value: string | number) => (typeof value === "string" && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value));
  return new Blob(["\ufeff", ...rows.map((row) => `${row.map(cell).join(",")}\r\n`)], { type: "text/csv;charset=utf-8" });
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the data once it began.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function dataUrlOf(map: PixelMap): string {
  const canvas = document.createElement("canvas");
  canvas.width = map.columns;
  canvas.height = map.rows;
  canvas.getContext("2d")?.putImageData(new ImageData(map.rgba, map.columns, map.rows), 0, 0);
  return canvas.toDataURL("image/png");
}
