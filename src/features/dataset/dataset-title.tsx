/** Which data these are, how many, and where they come from. */
import type { Text } from "@/base/text";
import type { DatasetDefinition } from "@/data/define-dataset";
import type { ChosenData } from "@/features/dataset/use-data";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { grouped } from "@/viz/figures";

const sizes = {
  image: { en: "{count} grey {count|image|images}, {shape}", zh: "{count} 张灰度图，{shape}" },
  point2d: { en: "{count} {count|point|points} in the plane", zh: "平面上的 {count} 个点" },
  text: { en: "{count} {count|text|texts}, {shape} tokens each", zh: "{count} 条文本，每条 {shape} 个词元" },
  series: { en: "{count} {count|window|windows} of {shape} values", zh: "{count} 个窗口，{shape} 个数值" },
  pair: { en: "{count} {count|point|points} (x, y)", zh: "{count} 个点 (x, y)" },
} satisfies Record<DatasetDefinition["kind"], Text>;

interface DatasetTitleProps {
  readonly chosen: ChosenData;
  readonly onReshuffle: () => void;
}

export function DatasetTitle({ chosen: { dataset, size }, onReshuffle }: DatasetTitleProps) {
  const say = useSay();
  const { inputShape, inputParts, kind } = dataset;
  const shape = inputParts ? `${inputParts.source.join(" × ")} + ${inputParts.target.join(" × ")}` : inputShape.slice(0, kind === "series" ? 1 : 2).join(" × ");
  return (
    <div className="dataset-title">
      <b>{say(dataset.title)}</b>
      {(dataset.kind === "image" || dataset.kind === "text") && (
        <IconButton small icon="shuffle" label={say({ en: "Show other examples", zh: "换一批样本" })} onClick={onReshuffle} />
      )}
      <Popover
        label={say({ en: "About these data", zh: "关于这些数据" })}
        align="end"
        trigger={<IconButton small icon="info" label={say({ en: "About these data", zh: "关于这些数据" })} />}
      >
        <About dataset={dataset} />
      </Popover>
      <span className="quiet figure">{say(sizes[dataset.kind], { count: grouped(size.count), shape })}</span>
    </div>
  );
}

function About({ dataset: { title, summary, source } }: { readonly dataset: DatasetDefinition }) {
  const say = useSay();
  return (
    <div className="dataset-about">
      <h3>{say(title)}</h3>
      <p>{say(summary)}</p>
      <dl>
        <dt>{say({ en: "Source", zh: "来源" })}</dt>
        <dd>
          {source.url ? (
            <a href={source.url} target="_blank" rel="noreferrer noopener">
              {source.name}
              <Icon name="external-link" />
            </a>
          ) : (
            source.name
          )}
        </dd>
        <dt>{say({ en: "Licence", zh: "许可" })}</dt>
        <dd>{say(source.licence)}</dd>
        {source.citation && (
          <>
            <dt>{say({ en: "Cite as", zh: "引用" })}</dt>
            <dd lang="en">{source.citation}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
