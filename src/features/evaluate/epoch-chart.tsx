/** Loss per epoch with Recharts: few points, so that its comfort is worth its size. Loaded only when shown. */
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { EpochRecord } from "@/engine/protocol";
import { useSay } from "@/ui/locale";
import { brief, tickLabel } from "@/viz/figures";
import { linearTicks } from "@/viz/scales";

/** Beyond this, points are thinned: a screen has no room for more. */
const mostPoints = 80;

/** `kept`: the epoch whose weights the run went back to. */
export default function EpochChart({ epochs, kept }: { readonly epochs: readonly EpochRecord[]; readonly kept: number | undefined }) {
  const say = useSay();
  const stride = Math.ceil(epochs.length / mostPoints);
  const data = epochs.filter((_, i) => i % stride === 0 || i === epochs.length - 1);
  // Round numbers that stay as the run goes on: Recharts measures the text of each new one, and has the page laid out for it.
  const ticks = linearTicks([data[0]?.epoch ?? 1, data.at(-1)?.epoch ?? 1], 6).filter(Number.isInteger);
  const axis = { stroke: "var(--line-strong)", tick: { fill: "var(--ink-3)", fontSize: "var(--t-micro)" }, tickLine: false } as const;
  const names = { loss: say({ en: "train", zh: "训练" }), valLoss: say({ en: "validation", zh: "验证" }) };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={data} margin={{ top: 8, right: 16, bottom: 12, left: 0 }} accessibilityLayer title={say({ en: "Loss by epoch", zh: "每轮损失" })}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="epoch"
          type="number"
          domain={["dataMin", "dataMax"]}
          ticks={ticks}
          tickFormatter={tickLabel}
          {...axis}
          label={{ value: say({ en: "epoch", zh: "轮" }), position: "insideBottomRight", offset: -8, fill: "var(--ink-2)", fontSize: "var(--t-small)" }}
        />
        {kept !== undefined && (
          <ReferenceLine
            x={kept}
            stroke="var(--line-strong)"
            strokeDasharray="3 3"
            label={{ value: say({ en: "kept", zh: "保留" }), position: "insideTopLeft", fill: "var(--ink-2)", fontSize: "var(--t-micro)" }}
          />
        )}
        <YAxis width={44} domain={[0, "auto"]} tickFormatter={tickLabel} {...axis} axisLine={false} />
        <Tooltip
          isAnimationActive={false}
          formatter={(value) => (typeof value === "number" ? brief(value) : String(value))}
          labelFormatter={(epoch) => say({ en: "epoch {epoch}", zh: "第 {epoch} 轮" }, { epoch: Number(epoch) })}
          contentStyle={{ background: "var(--raised)", border: "1px solid var(--line)", borderRadius: "var(--r2)", fontSize: "var(--t-small)" }}
        />
        <Line
          dataKey="loss"
          name={names.loss}
          stroke="var(--ink-3)"
          strokeWidth={1}
          dot={data.length < 40 ? { r: 2, fill: "var(--panel)" } : false}
          isAnimationActive={false}
        />
        <Line
          dataKey="valLoss"
          name={names.valLoss}
          stroke="var(--ink)"
          strokeWidth={2}
          dot={data.length < 40 ? { r: 2.5, fill: "var(--panel)" } : false}
          isAnimationActive={false}
          connectNulls
        />
      </LineChart>
    </ResponsiveContainer>
  );
}
