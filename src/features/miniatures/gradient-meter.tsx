/** Size of the gradient on a log scale from 1e−6 to 1; the band is what trains well. The meter never turns red: it only tells. */
import { useSay } from "@/ui/locale";
import { noFigure, scientific } from "@/viz/figures";
import { gradientMeterShare, healthyGradient } from "@/viz/histogram-bars";

const width = 48;

export interface GradientMeterProps {
  /** Undefined while it is not known. */
  readonly rms: number | undefined;
  /** Before the first step there is none to be known. */
  readonly isTrained?: boolean;
}

export function GradientMeter({ rms, isTrained = true }: GradientMeterProps) {
  const say = useSay();
  const low = gradientMeterShare(healthyGradient.low) * width;
  const high = gradientMeterShare(healthyGradient.high) * width;
  const name = say({ en: "gradient", zh: "梯度" });
  const help = say({
    en: "Root mean square of the gradient, from 1e−6 to 1; the band from 1e−5 to 0.1 trains well.",
    zh: "梯度的均方根，刻度从 1e−6 到 1；1e−5 到 0.1 之间训练良好。",
  });
  if (rms === undefined)
    return (
      <p className="gradient-meter" title={help}>
        <span>{name}</span>
        <span className="is-late">{isTrained ? noFigure : say({ en: "after step 1", zh: "第 1 步后" })}</span>
      </p>
    );
  return (
    <p className="gradient-meter" title={help}>
      <span>{name}</span>
      <svg
        viewBox={`0 0 ${width} 10`}
        role="meter"
        aria-label={name}
        aria-valuemin={-6}
        aria-valuemax={0}
        aria-valuenow={Math.log10(Math.max(rms, 1e-6))}
        aria-valuetext={scientific(rms)}
      >
        <rect x={0} y={3} width={width} height={4} rx={2} className="track" />
        <rect x={low} y={3} width={high - low} height={4} className="band" />
        <rect x={gradientMeterShare(rms) * width - 1.5} y={0} width={3} height={10} rx={1.5} className="tick" />
      </svg>
      <span>{scientific(rms)}</span>
    </p>
  );
}
