/** Numbers as people read them here: true minus signs, grouped thousands, as many digits as mean something. */

/** What stands where there is no value. */
export const noFigure = "–";

/** `12000` → `12,000`. */
export function grouped(value: number): string {
  if (!Number.isFinite(value)) return noFigure;
  return trueMinus(
    Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ","),
  );
}

/** `fixed(-0.5, 2)` → `−0.50`. From a million on, as `brief` says it: a run that diverges must not burst its tables. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return noFigure;
  if (Math.abs(value) >= 1e6) return brief(value);
  const text = value.toFixed(digits);
  // −0.00 would claim a sign that rounding took away.
  return trueMinus(Number(text) === 0 ? text.replace("-", "") : text);
}

/** A share as `98.9 %`. */
export function percent(share: number, digits = 1): string {
  return Number.isFinite(share) ? `${fixed(share * 100, digits)} %` : noFigure;
}

/** `0.0024` → `2.4e−3`: for cards, where width is short. */
export function scientific(value: number, digits = 1): string {
  if (!Number.isFinite(value)) return noFigure;
  if (value === 0) return "0";
  const [mantissa = "", exponent = "0"] = value.toExponential(digits).split("e");
  return `${trueMinus(mantissa)}e${trueMinus(exponent.replace("+", ""))}`;
}

/** `0.0000003` → `3·10⁻⁷`, rounded up to one digit: for bounds that are read as a sentence, which must not promise too much. */
export function powerOfTen(value: number): string {
  if (!Number.isFinite(value)) return noFigure;
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const rounded = Math.ceil(Number((Math.abs(value) / 10 ** exponent).toPrecision(6)));
  const [mantissa, power] = rounded === 10 ? [1, exponent + 1] : [rounded, exponent];
  return `${value < 0 ? "−" : ""}${mantissa}·10${Array.from(String(power), (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("")}`;
}

/** Three significant digits in the shortest honest form, two of what is small: `2.30`, `0.036`, `0.0024`, `1,240`, `3.1e−5`. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return noFigure;
  // As it will be read: 9.996 is 10.0.
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size === 0) return "0";
  if (size < 0.001 || size >= 1e6) return scientific(value, size < 0.001 ? 1 : 2);
  if (size >= 1000) return grouped(value);
  if (size >= 100) return fixed(value, 0);
  if (size >= 10) return fixed(value, 1);
  if (size >= 1) return fixed(value, 2);
  return fixed(value, size >= 0.01 ? 3 : 4);
}

/** What somebody set, or what follows from it: as brief, without zeros that nobody wrote. `0.01`, `0.005`, `3e−4`. */
export function plain(value: number): string {
  return brief(value)
    .replace(/(\.\d*?)0+(?=e|$)/, "$1")
    .replace(/\.(?=e|$)/, "");
}

/** A tick of an axis: no trailing zeros, `.05` rather than `0.05` and `50k` rather than `50,000`, as there is little room. */
export function tickLabel(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 && size < 1e9) return `${tickLabel(value / 1e6)}M`;
  if (size >= 1e4 && size < 1e6) return `${tickLabel(value / 1e3)}k`;
  if (size >= 1000 && size < 1e4) return grouped(value);
  if (size < 0.001 || size >= 1e9) return trueMinus(value.toExponential().replace("e+", "e")).replace("e-", "e−");
  return trueMinus(String(Number(value.toPrecision(6)))).replace(/^(−?)0\./, "$1.");
}

function trueMinus(text: string): string {
  return text.replace(/^-/, "−");
}
