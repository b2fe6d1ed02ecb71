/** What became of a saved file: its size, and whether it answers as the network does, found out by opening it again. */
import type { Problem } from "@/base/problem";
import type { Proof } from "@/features/export/save-model";
import { areAlike, type Comparison } from "@/interop/compare-answers";
import { Icon } from "@/ui/icons";
import { useSay, type Say } from "@/ui/locale";
import { powerOfTen } from "@/viz/figures";

export interface Saved {
  readonly bytes: number;
  readonly proof: Proof | { readonly kind: "unread"; readonly problem: Problem } | undefined;
}

export function ProofLine({ bytes, proof }: Saved) {
  const say = useSay();
  const { icon, tone, words } = proof ? lineOf(proof, say) : { icon: "check", tone: "plain", words: say({ en: "Saved.", zh: "已保存。" }) };
  return (
    <p className={`export-proof is-${tone}`} role="status">
      <Icon name={icon} />
      <span className="figure">
        {sizeText(bytes)} · {words}
      </span>
    </p>
  );
}

function lineOf(proof: NonNullable<Saved["proof"]>, say: Say): { readonly icon: string; readonly tone: string; readonly words: string } {
  switch (proof.kind) {
    case "reading":
      return {
        icon: "loader-circle",
        tone: "plain",
        words:
          proof.by === "onnxRuntime"
            ? say({ en: "Reading it back with ONNX Runtime, 14 MB that are loaded once …", zh: "正在用 ONNX Runtime 读回（14 MB，只加载一次）…" })
            : say({ en: "Reading it back …", zh: "正在读回…" }),
      };
    case "compared":
      return compared(proof.comparison, say);
    case "elsewhere":
      return { icon: "info", tone: "plain", words: say(proof.words) };
    case "unread":
      return { icon: "info", tone: "plain", words: say({ en: "Not checked. {why}", zh: "未检查。{why}" }, { why: say(proof.problem.what) }) };
  }
}

function compared(comparison: Comparison, say: Say) {
  const { difference, examples } = comparison;
  const values = { difference: powerOfTen(difference), examples };
  if (areAlike(comparison))
    return {
      icon: "circle-check",
      tone: "good",
      words: say({ en: "Read back: max |Δ| {difference} on {examples} examples", zh: "已读回：{examples} 个样本上 max |Δ| {difference}" }, values),
    };
  return {
    icon: "circle-alert",
    tone: "bad",
    words: Number.isFinite(difference)
      ? say(
          {
            en: "This file answers otherwise than the network: max |Δ| {difference} on {examples} examples. Do not rely on it.",
            zh: "此文件的回答与网络不同：{examples} 个样本上 max |Δ| {difference}。请勿依赖它。",
          },
          values,
        )
      : say({ en: "This file's answers cannot be compared: some are no numbers. Do not rely on it.", zh: "此文件的回答无法比较：其中有非数值。请勿依赖它。" }),
  };
}

/** `407 kB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
