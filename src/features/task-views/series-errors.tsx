/** How far off the network is on average, and how far off one would be without it. */
import type { Text } from "@/base/text";
import type { SeriesFacts } from "@/data/series/calendar";
import type { ForecastErrors } from "@/data/series/forecast";
import { useSay } from "@/ui/locale";
import { brief, noFigure, percent } from "@/viz/figures";

const words = {
  network: { en: "The network", zh: "网络" },
  last: { day: { en: "Same as yesterday", zh: "与昨天相同" }, month: { en: "Same as last month", zh: "与上月相同" } },
  year: { en: "Same as a year ago", zh: "与一年前相同" },
  better: { en: "{share} less than the best of the two guesses that need no network.", zh: "比两种无需网络的猜法中较好的一种低 {share}。" },
  worse: {
    en: "Not yet better than the best of the two guesses that need no network.",
    zh: "还不如两种无需网络的猜法中较好的一种。",
  },
} satisfies Record<string, Text | Record<string, Text>>;

export function SeriesErrors({ errors: { network, lastValue, lastYear }, facts }: { readonly errors: ForecastErrors; readonly facts: SeriesFacts }) {
  const say = useSay();
  const floor = Math.min(lastValue, lastYear ?? Number.POSITIVE_INFINITY);
  const rows = [
    { name: words.network, value: network, isNow: true },
    { name: words.last[facts.step], value: lastValue, isNow: false },
    { name: words.year, value: lastYear, isNow: false },
  ];
  return (
    <>
      <table className="task-figures" aria-label={say({ en: "Mean absolute error", zh: "平均绝对误差" })}>
        <tbody>
          {rows.map(({ name, value, isNow }) => (
            <tr key={name.en} className={isNow ? "is-now" : ""}>
              <th scope="row">{say(name)}</th>
              <td>{value === undefined ? noFigure : `${brief(value)} ${facts.unit}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {network !== undefined && <p className="small">{network < floor ? say(words.better, { share: percent(1 - network / floor, 0) }) : say(words.worse)}</p>}
      <p className="legend small task-key">
        <span>
          <i className="is-truth" /> {say({ en: "measured", zh: "实测" })}
        </span>
        <span>
          <i className="is-forecast" /> {say({ en: "forecast", zh: "预测" })}
        </span>
      </p>
    </>
  );
}
