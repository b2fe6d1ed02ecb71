/** Try it: give the trained (or untrained) network something of your own and see what it says. */
import { TryAnswer } from "@/features/try-it/try-answer";
import { TryDenoise } from "@/features/try-it/try-denoise";
import { TryDigit } from "@/features/try-it/try-digit";
import { TryLine } from "@/features/try-it/try-line";
import { TryPoint } from "@/features/try-it/try-point";
import { TrySeries } from "@/features/try-it/try-series";
import { TryText } from "@/features/try-it/try-text";
import { TryWrite } from "@/features/try-it/try-write";
import { useShownDataset } from "@/hooks/use-dataset";
import "@/features/try-it/try-it.css";

/** Sets whose pictures are strokes on paper: there a drawing means something. */
const drawable = ["mnist", "mnist-denoise"];

export function TryIt() {
  const dataset = useShownDataset();
  if (!dataset) return null;
  const canDraw = drawable.includes(dataset.id);
  // Another dataset is another panel: nothing of the old one stays.
  switch (dataset.kind) {
    case "image":
      return dataset.task === "reconstruction" ? <TryDenoise key={dataset.id} canDraw={canDraw} /> : <TryDigit key={dataset.id} canDraw={canDraw} />;
    case "point2d":
      return <TryPoint key={dataset.id} />;
    case "text":
      if (dataset.pair) return <TryAnswer key={dataset.id} />;
      return dataset.task === "nextToken" ? <TryWrite key={dataset.id} /> : <TryText key={dataset.id} />;
    case "series":
      return <TrySeries key={dataset.id} />;
    case "pair":
      return <TryLine key={dataset.id} />;
  }
}
