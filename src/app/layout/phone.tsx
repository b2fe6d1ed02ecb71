/** The same parts on a phone: five tabs at the bottom, Train always at the top, settings of a layer as a sheet. */
import type { ReactNode } from "react";
import type { Text } from "@/base/text";
import type { Panels } from "@/app/layout/panels";
import { Slot } from "@/app/layout/slot";
import { useBench, useDocument, useView } from "@/hooks/bench";
import type { Region } from "@/store/view-store";
import { IconButton } from "@/ui/button";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { TabPanel } from "@/ui/tabs";
import "@/app/layout/phone.css";

const tabs: readonly { readonly region: Region; readonly icon: string; readonly label: Text }[] = [
  { region: "data", icon: "database", label: { en: "Data", zh: "数据" } },
  { region: "network", icon: "workflow", label: { en: "Network", zh: "网络" } },
  { region: "train", icon: "sliders-horizontal", label: { en: "Train", zh: "训练" } },
  { region: "evaluate", icon: "chart-line", label: { en: "Evaluate", zh: "评估" } },
  { region: "try", icon: "pencil", label: { en: "Try it", zh: "试一试" } },
];

export function Phone({ panels, training }: { readonly panels: Panels; readonly training: ReactNode }) {
  const say = useSay();
  const bench = useBench();
  const region = useView((view) => view.region);
  const isGathering = useView((view) => view.isGathering === true);
  const hasSelection = useDocument((state) => state.selection.length > 0);
  const content: Readonly<Record<Region, ReactNode>> = {
    data: panels.data,
    network: panels.network,
    train: training,
    evaluate: panels.dock,
    try: panels.tryIt,
  };
  return (
    <div className="phone">
      <header className="phone-top">
        <Slot name="top bar">{panels.topbar}</Slot>
      </header>
      <main className="phone-main">
        <TabPanel idBase="phone" value={region} className={`panel phone-panel is-${region}`}>
          <Slot key={region} name={region}>
            {content[region]}
          </Slot>
        </TabPanel>
        {region === "network" && hasSelection && !isGathering && (
          <section className="panel phone-sheet" aria-label={say({ en: "Settings of the layer", zh: "该层的设置" })}>
            <Slot name="settings">{panels.inspector}</Slot>
            <span className="phone-sheet-close">
              <IconButton icon="x" label={say({ en: "Close", zh: "关闭" })} onClick={() => bench.document.select([])} />
            </span>
          </section>
        )}
      </main>
      <nav aria-label={say({ en: "Workbench", zh: "工作台" })}>
        <div role="tablist" aria-label={say({ en: "Parts of the workbench", zh: "工作台各部分" })} className="phone-tabs">
          {tabs.map((tab) => (
            <button
              key={tab.region}
              type="button"
              role="tab"
              id={`phone-tab-${tab.region}`}
              aria-controls="phone-panel"
              aria-selected={tab.region === region}
              onClick={() => bench.view.setState({ region: tab.region })}
            >
              <span className="phone-tab-hold">
                <Icon name={tab.icon} />
              </span>
              {say(tab.label)}
            </button>
          ))}
        </div>
      </nav>
    </div>
  );
}
