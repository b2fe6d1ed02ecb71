/** A few training texts with their classes; pressing one follows it through the network. */
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ExampleSet } from "@/engine/protocol";
import { useBench, useView } from "@/hooks/bench";
import { useSay } from "@/ui/locale";

interface TextSamplesProps {
  readonly dataset: DatasetDefinition;
  readonly set: ExampleSet | undefined;
}

/** More is cut by the panel anyway. */
const longestShown = 240;

export function TextSamples({ dataset, set }: TextSamplesProps) {
  const say = useSay();
  const { view } = useBench();
  const chosen = useView((state) => (state.example && "split" in state.example && state.example.split === "train" ? state.example.index : undefined));
  return (
    <ul className="text-samples">
      {set?.indices.map((index, i) => {
        const name = dataset.task === "classification" ? dataset.classNames?.[set.targets[i] ?? 0] : undefined;
        return (
          <li key={index}>
            <button
              type="button"
              aria-pressed={index === chosen}
              title={say({ en: "Follow it through the network", zh: "让它通过网络" })}
              onClick={() => view.setState({ example: { split: "train", index } })}
            >
              <span>
                {name && <b>{say(name)}</b>}
                <bdi>{set.texts?.[i]?.slice(0, longestShown)}</bdi>
                {set.targetTexts && (
                  <>
                    {" → "}
                    <bdi>{set.targetTexts[i]?.slice(0, longestShown)}</bdi>
                  </>
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
