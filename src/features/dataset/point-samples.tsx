/** Training points: two classes in the plane, or pairs of x and y. One path per class, however many points. */
import { useMemo } from "react";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { pathsOf, pointDomain } from "@/features/dataset/point-paths";
import { useSay } from "@/ui/locale";
import { tickLabel } from "@/viz/figures";

export function PointSamples({ dataset, set }: { readonly dataset: DatasetDefinition; readonly set: ExampleSet | undefined }) {
  const say = useSay();
  const isPair = dataset.kind === "pair";
  const domain = useMemo(() => pointDomain(dataset, set), [dataset, set]);
  const paths = useMemo(() => (set ? pathsOf(set, isPair, dataset.classNames?.length ?? 1, domain) : []), [set, isPair, dataset, domain]);
  const label = isPair
    ? say({ en: "{count} training {count|point|points}, y over x", zh: "{count} 个训练点，横轴 x，纵轴 y" }, { count: set?.indices.length ?? 0 })
    : say({ en: "{count} training {count|point|points} of two classes", zh: "两类共 {count} 个训练点" }, { count: set?.indices.length ?? 0 });
  const { x, y } = domain;
  return (
    <figure className="point-samples">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={label}>
        <path className="point-axes" d={`M0 ${zeroAt(y)}H100M${100 - zeroAt(x)} 0V100`} />
        {paths.map((d, k) => (
          <path key={k} className={`point-class-${k + 1}`} d={d} />
        ))}
      </svg>
      <figcaption className="figure" aria-hidden="true">
        <span>{tickLabel(x.min)}</span>
        <span>{isPair ? "x" : "x₁"}</span>
        <span>{tickLabel(x.max)}</span>
      </figcaption>
      <span className="point-y figure" aria-hidden="true">
        <span>{tickLabel(y.max)}</span>
        <span>{isPair ? "y" : "x₂"}</span>
        <span>{tickLabel(y.min)}</span>
      </span>
      {!isPair && (
        <p className="legend small">
          {dataset.classNames?.map((name, k) => (
            <span key={name.en}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <path className={`point-class-${k + 1}`} d="M5 5h0" />
              </svg>
              {say(name)}
            </span>
          ))}
        </p>
      )}
    </figure>
  );
}

/** Height of zero in the box, 0 at the top and 100 at the bottom. */
function zeroAt({ min, max }: { readonly min: number; readonly max: number }): number {
  return (100 * max) / (max - min);
}
