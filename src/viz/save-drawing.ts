/** Saves what a person sees as a file of their own: PNG at twice the size, SVG, or the figures as CSV. */
import { paintScene } from "@/viz/paint-scene";
import { currentPalette } from "@/viz/palette";
import type { PixelMap } from "@/viz/pixels";
import type { Scene } from "@/viz/scene";
import { saveBlob } from "@/viz/save-blob";
import { svgOfScene } from "@/viz/scene-svg";

/** `fileName` without the ending; what is not drawn yet is not saved. */
export function saveScene(scene: Scene | undefined, kind: "png" | "svg", fileName: string): void {
  if (!scene) return;
  const paper = currentPalette().panel;
  if (kind === "svg") saveBlob(svgFile(scene, paper), `${fileName}.svg`);
  else void pngOfScene(scene, paper).then((blob) => saveBlob(blob, `${fileName}.png`));
}

export function saveCsv(rows: CsvRows, fileName: string): void {
  saveBlob(csvFile(rows), `${fileName}.csv`);
}

async function pngOfScene(scene: Scene, background: string): Promise<Blob> {
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

function svgFile(scene: Scene, background: string): Blob {
  return new Blob([svgOfScene(scene, background, dataUrlOf)], { type: "image/svg+xml" });
}

export type CsvRows = readonly (readonly (string | number)[])[];

/** A byte-order mark, so that spreadsheets read the words as UTF-8. */
function csvFile(rows: CsvRows): Blob {
  const cell = (value: string | number) => (typeof value === "string" && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value));
  return new Blob(["\ufeff", ...rows.map((row) => `${row.map(cell).join(",")}\r\n`)], { type: "text/csv;charset=utf-8" });
}

function dataUrlOf(map: PixelMap): string {
  const canvas = document.createElement("canvas");
  canvas.width = map.columns;
  canvas.height = map.rows;
  canvas.getContext("2d")?.putImageData(new ImageData(map.rgba, map.columns, map.rows), 0, 0);
  return canvas.toDataURL("image/png");
}
