/** Series measured day by day or month by month: what comes next? */
import { ProblemError } from "@/base/problem";
import { message, type Text } from "@/base/text";
import { datasetConfig } from "@/data/dataset-config";
import type { DatasetDefinition, DatasetSource } from "@/data/define-dataset";
import type { SeriesFacts } from "@/data/series/calendar";
import { seriesChannels, seriesDataset, seriesWindowCount } from "@/data/series/windows";
import { initialConfigOf, int } from "@/network/fields";

interface DeclaredSeries {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: DatasetSource;
  readonly facts: SeriesFacts;
  /** Past steps to begin with. */
  readonly length: number;
}

export function defineSeries({ facts, length: usualLength, ...declared }: DeclaredSeries): DatasetDefinition {
  const fields = {
    length: int({
      label: { en: "Window", zh: "窗口" },
      help: { en: "Past steps that the network sees before it answers.", zh: "网络作答之前看到的过去步数。" },
      initial: usualLength,
      min: 2,
      max: 120,
    }),
    horizon: int({
      label: { en: "Steps ahead", zh: "预测步数" },
      help: {
        en: "How many next values are asked for at once. The further ahead, the harder.",
        zh: "一次要求预测多少个后续值。越远越难。",
      },
      initial: 1,
      min: 1,
      max: 24,
    }),
  } as const;
  type Window = ReturnType<typeof initialConfigOf<typeof fields>>;
  const shapeOf = ({ length, horizon }: Window) => ({ inputShape: [length, seriesChannels], targetShape: [horizon] });
  return {
    ...declared,
    kind: "series",
    task: "regression",
    series: facts,
    ...shapeOf(initialConfigOf(fields)),
    shapeFor: (config) => shapeOf(datasetConfig({ fields }, config)),
    fields,
    sizeFor: (config) => ({ count: seriesWindowCount(facts.count, datasetConfig({ fields }, config)), testCount: 0 }),
    isFixed: true,
    async load(config, _seed, context) {
      const path = `${declared.id}/series.f32.gz`;
      const bytes = await context.read(path);
      if (bytes.length !== facts.count * Float32Array.BYTES_PER_ELEMENT) throw wrongLength(path, facts.count, bytes.length);
      return seriesDataset(new Float32Array(bytes.slice().buffer), datasetConfig({ fields }, config), facts);
    },
  };
}

function wrongLength(path: string, expected: number, came: number): ProblemError {
  return new ProblemError({
    code: "data.series",
    what: message(
      {
        en: "The data file {path} should hold {expected} values of four bytes, but {came} bytes arrived.",
        zh: "数据文件 {path} 应有 {expected} 个四字节数值，实际收到 {came} 字节。",
      },
      { path, expected: expected.toLocaleString("en"), came: came.toLocaleString("en") },
    ),
    remedy: message({
      en: "Reload the page. If it happens again, run npm start, which prepares the data anew.",
      zh: "请重新加载页面。若再次出现，请运行 npm start 重新准备数据。",
    }),
  });
}
