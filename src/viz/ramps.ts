/** Colour ramps through token colours, as tables of 256 colours that pixels are looked up in. */
import type { Palette } from "@/viz/palette";

/** 256 × RGB. */
export type Ramp = Uint8Array;
export type RampName = "sequential" | "diverging" | "ink";
export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` or `#rgb` → 0 … 255 each; anything else is black. */
export function rgbFromHex(hex: string): Rgb {
  const full = /^#[\da-f]{3}$/i.test(hex) ? hex.replace(/[\da-f]/gi, "$&$&") : hex;
  const channel = (at: number) => Number.parseInt(full.slice(at, at + 2), 16) || 0;
  return [channel(1), channel(3), channel(5)];
}

/** Piecewise linear through the stops. */
export function createRamp(stops: readonly string[]): Ramp {
  const colours = stops.map(rgbFromHex);
  const ramp = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const x = (i / 255) * (colours.length - 1);
    const stop = Math.min(colours.length - 2, Math.floor(x));
    for (let c = 0; c < 3; c++) {
      const from = colours[stop]?.[c] ?? 0;
      ramp[i * 3 + c] = Math.round(from + ((colours[stop + 1]?.[c] ?? from) - from) * (x - stop));
    }
  }
  return ramp;
}

const ramps = new WeakMap<Palette, Partial<Record<RampName, Ramp>>>();

export function rampOf(palette: Palette, name: RampName): Ramp {
  const known = ramps.get(palette) ?? {};
  ramps.set(palette, known);
  const stops = { sequential: palette.sequential, diverging: palette.diverging, ink: [palette.raised, palette.ink] };
  return (known[name] ??= createRamp(stops[name]));
}

/** Colour at `share` 0 … 1. */
export function rampRgb(ramp: Ramp, share: number): Rgb {
  const at = Math.round(Math.min(1, Math.max(0, share)) * 255) * 3;
  return [ramp[at] ?? 0, ramp[at + 1] ?? 0, ramp[at + 2] ?? 0];
}

export function cssOf([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Black or white, whichever reads better on the colour (WCAG 2 relative luminance). */
export function textOn(colour: Rgb): "#12181a" | "#ffffff" {
  const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  // 0.0087 is the luminance of the ink.
  return (luminance + 0.05) / (0.0087 + 0.05) >= 1.05 / (luminance + 0.05) ? "#12181a" : "#ffffff";
}
