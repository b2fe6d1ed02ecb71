/** Writes a scene as an SVG file that stands on its own. */
import { assertNever } from "@/base/assert-never";
import type { PixelMap } from "@/viz/pixels";
import { dotPath, type Mark, type Scene } from "@/viz/scene";

/** `dataUrl` turns a pixel map into a `data:` address of a PNG; it needs a canvas, so the caller brings it. */
export function svgOfScene(scene: Scene, background: string, dataUrl: (map: PixelMap) => string): string {
  let clips = 0;
  const attribute = (name: string, value: string | number | undefined) => (value === undefined ? "" : ` ${name}="${escaped(String(value))}"`);
  const number = (value: number) => String(Math.round(value * 100) / 100);
  const write = (mark: Mark): string => {
    switch (mark.kind) {
      case "line": {
        let path = "";
        let isDrawing = false;
        for (let i = 0; i + 1 < mark.points.length; i += 2) {
          const x = mark.points[i] ?? Number.NaN;
          const y = mark.points[i + 1] ?? Number.NaN;
          if (Number.isNaN(x + y)) isDrawing = false;
          else {
            path += `${isDrawing ? "L" : "M"}${number(x)},${number(y)}`;
            isDrawing = true;
          }
        }
        const looks = attribute("stroke", mark.stroke) + attribute("stroke-width", mark.width);
        const more = attribute("stroke-dasharray", mark.dash?.join(" ")) + attribute("opacity", mark.opacity);
        return `<path d="${path}" fill="none" stroke-linejoin="round" stroke-linecap="${mark.width > 3 ? "round" : "butt"}"${looks}${more}/>`;
      }
      case "rect":
        return `<rect x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}" fill="${escaped(mark.fill ?? "none")}"${attribute("stroke", mark.stroke)}/>`;
      case "dots": {
        let shapes = "";
        for (let i = 0; i + 1 < mark.points.length; i += 2) {
          const x = mark.points[i] ?? 0;
          const y = mark.points[i + 1] ?? 0;
          if (mark.shape === "circle") shapes += `<circle cx="${number(x)}" cy="${number(y)}" r="${number(mark.radius)}"/>`;
          else {
            const corners = dotPath(mark.shape, mark.radius).map(([dx, dy]) => `${number(x + dx)},${number(y + dy)}`);
            shapes += `<path d="M${corners.join("L")}Z"/>`;
          }
        }
        const outline = mark.stroke ? `${attribute("stroke", mark.stroke)} stroke-width="1.5"` : "";
        return `<g${attribute("fill", mark.fill)}${outline}>${shapes}</g>`;
      }
      case "text": {
        const place = `x="${number(mark.x)}" y="${number(mark.y)}" font-size="${mark.size}"`;
        const looks = attribute("fill", mark.fill) + attribute("font-weight", mark.weight) + attribute("text-anchor", mark.anchor);
        const baseline = mark.baseline === "middle" ? ' dominant-baseline="central"' : "";
        const casing = mark.casing ? `${attribute("stroke", mark.casing)} stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
        return `<text ${place}${looks}${baseline}${casing}>${escaped(mark.text)}</text>`;
      }
      case "image": {
        const crisp = mark.smooth ? "" : ' style="image-rendering:pixelated"';
        return `<image x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}" preserveAspectRatio="none"${crisp} href="${dataUrl(mark.map)}"/>`;
      }
      case "clip": {
        const id = `clip${++clips}`;
        const box = `<rect x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}"/>`;
        return `<clipPath id="${id}">${box}</clipPath><g clip-path="url(#${id})">${mark.marks.map(write).join("")}</g>`;
      }
      default:
        return assertNever(mark);
    }
  };
  const size = `width="${number(scene.width)}" height="${number(scene.height)}" viewBox="0 0 ${number(scene.width)} ${number(scene.height)}"`;
  const paper = `<rect width="100%" height="100%" fill="${escaped(background)}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}${attribute("font-family", scene.font)}>${paper}${scene.marks.map(write).join("")}</svg>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
