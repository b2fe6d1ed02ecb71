/** Constants of Python, and sums of them. */

export function numberOf(text: string): number {
  return Number(text.replaceAll("_", "").replace(/^0o/i, "0o"));
}

/** Without its quotation marks; of several in a row, all. */
export function stringOf(text: string): string {
  return [...text.matchAll(/[a-z]*("""|'''|"|')([\s\S]*?)(?<!\\)\1/gi)].map(([, , inner = ""]) => inner.replaceAll(/\\(["'\\])/g, "$1")).join("");
}

type Constant = number | string | boolean | null;

/** Undefined where it is no constant either. */
export function binary(operator: string, left: Constant, right: Constant): Constant | undefined {
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  if (typeof left === "string" && typeof right === "string" && operator === "+") return left + right;
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "//":
      return Math.floor(left / right);
    case "%":
      return left - right * Math.floor(left / right);
    case "**":
      return left ** right;
    case ">":
      return left > right;
    case "<":
      return left < right;
    case ">=":
      return left >= right;
    case "<=":
      return left <= right;
    default:
      return undefined;
  }
}
