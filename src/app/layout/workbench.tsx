/** The bench on a desk: Data, Network, settings of what is chosen; below, Train and Evaluate, Try it. */
import { useEffect, useRef, useState, type CSSProperties, type MouseEvent, type ReactNode } from "react";
import type { Text } from "@/base/text";
import { sizeLimits, usePanelSizes, type SizedPanel } from "@/app/layout/panel-sizes";
import type { Panels } from "@/app/layout/panels";
import { Slot } from "@/app/layout/slot";
import { useIsShort, type Layout } from "@/app/layout/use-layout";
import { useBench, useView } from "@/hooks/bench";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import { Splitter } from "@/ui/splitter";
import "@/app/layout/workbench.css";

const words = {
  data: { en: "Data", zh: "数据" },
  network: { en: "Network", zh: "网络" },
  inspector: { en: "Settings", zh: "设置" },
  dock: { en: "Training and evaluation", zh: "训练与评估" },
  tryIt: { en: "Try it", zh: "试一试" },
  panels: { en: "Panels", zh: "面板" },
  sizes: { en: "Sizes of the panels", zh: "面板大小" },
  close: { en: "Close", zh: "关闭" },
  dataWidth: { en: "Width of the data panel", zh: "数据面板宽度" },
  inspectorWidth: { en: "Width of the settings", zh: "设置面板宽度" },
  dockHeight: { en: "Height of the lower panels", zh: "下方面板高度" },
} satisfies Record<string, Text>;

type Drawer = "data" | "inspector";

export function Workbench({ layout, panels }: { readonly layout: Exclude<Layout, "phone">; readonly panels: Panels }) {
  const say = useSay();
  const bench = useBench();
  const { sizes, resize } = usePanelSizes(
    layout,
    useView((view) => view.isTextLarge),
  );
  const isShort = useIsShort();
  const wantsDock = useView((view) => view.isDockOpen);
  const [opensShortDock, setOpensShortDock] = useState(false);
  const isDockOpen = wantsDock && (!isShort || opensShortDock);
  const hasRail = layout === "narrow" || layout === "tablet";
  const [drawer, setDrawer] = useState<Drawer | undefined>();
  useDrawerFollowsSelection(layout === "tablet", setDrawer);

  const divider = (panel: SizedPanel, label: Text, orientation: "vertical" | "horizontal", reversed: boolean) => (
    <div className={`bench-divider is-${panel}`}>
      <Splitter
        label={say(label)}
        orientation={orientation}
        reversed={reversed}
        value={sizes[panel]}
        min={sizeLimits[panel][0]}
        max={sizeLimits[panel][1]}
        onChange={(size) => resize(panel, size)}
        onReset={() => resize(panel, undefined)}
      />
    </div>
  );
  const inDrawer = (which: Drawer, content: ReactNode) => (
    <DrawerPanel name={which} label={say(words[which])} isOpen={drawer === which} onClose={() => setDrawer(undefined)}>
      {content}
    </DrawerPanel>
  );
  const toggleDock = () => {
    if (isShort) setOpensShortDock(!isDockOpen);
    bench.view.setState({ isDockOpen: isShort ? true : !isDockOpen });
  };
  // A tab of the folded dock opens it.
  const openByTab = (event: MouseEvent) => {
    if (!isDockOpen && event.target instanceof Element && event.target.closest('[role="tab"]')) toggleDock();
  };
  const style = { "--w-data": `${sizes.data}px`, "--w-inspector": `${sizes.inspector}px`, "--h-dock": `${sizes.dock}px` } as CSSProperties;

  return (
    <div className={`bench is-${layout}${isDockOpen ? "" : " is-dock-folded"}`} style={style}>
      <header className="bench-top" data-region="top" tabIndex={-1}>
        <Slot name="top bar">{panels.topbar}</Slot>
      </header>
      {hasRail ? (
        <nav className="panel bench-rail" aria-label={say(words.panels)} data-region="data" tabIndex={-1}>
          <IconButton icon="database" label={say(words.data)} pressed={drawer === "data"} onClick={() => setDrawer(drawer === "data" ? undefined : "data")} />
          {layout === "tablet" && (
            <IconButton
              icon="sliders-horizontal"
              label={say(words.inspector)}
              pressed={drawer === "inspector"}
              onClick={() => setDrawer(drawer === "inspector" ? undefined : "inspector")}
            />
          )}
        </nav>
      ) : (
        <aside className="panel bench-data" aria-label={say(words.data)} data-region="data" tabIndex={-1}>
          <Slot name="data">{panels.data}</Slot>
        </aside>
      )}
      <main className="bench-network" aria-label={say(words.network)} data-region="network" tabIndex={-1}>
        <Slot name="network">{panels.network}</Slot>
      </main>
      {hasRail && inDrawer("data", panels.data)}
      {layout === "tablet" ? (
        inDrawer("inspector", panels.inspector)
      ) : (
        <aside className="panel bench-inspector" aria-label={say(words.inspector)} data-region="inspector" tabIndex={-1}>
          <Slot name="settings">{panels.inspector}</Slot>
        </aside>
      )}
      <section className="panel bench-dock" aria-label={say(words.dock)} data-region="dock" tabIndex={-1} onClick={openByTab}>
        <Slot name="training and evaluation">{panels.dock}</Slot>
        <span className="bench-fold">
          <IconButton
            small
            icon={isDockOpen ? "chevron-down" : "chevron-up"}
            label={isDockOpen ? say({ en: "Fold the lower panels", zh: "收起下方面板" }) : say({ en: "Open the lower panels", zh: "展开下方面板" })}
            aria-expanded={isDockOpen}
            onClick={toggleDock}
          />
        </span>
      </section>
      <section className="panel bench-try" aria-label={say(words.tryIt)} data-region="try" tabIndex={-1}>
        <Slot name="try it">{panels.tryIt}</Slot>
      </section>
      <div role="region" aria-label={say(words.sizes)} className="bench-dividers">
        {!hasRail && divider("data", words.dataWidth, "vertical", false)}
        {layout !== "tablet" && divider("inspector", words.inspectorWidth, "vertical", true)}
        {isDockOpen && divider("dock", words.dockHeight, "horizontal", true)}
      </div>
    </div>
  );
}

/** Where the settings are a drawer, choosing a layer opens it. */
function useDrawerFollowsSelection(isOn: boolean, setDrawer: (drawer: Drawer | undefined) => void): void {
  const bench = useBench();
  useEffect(() => {
    if (!isOn) return;
    return bench.document.subscribe((state, before) => {
      if (state.selection !== before.selection && state.selection.length > 0 && !bench.view.getState().isGathering) setDrawer("inspector");
    });
  }, [bench, isOn, setDrawer]);
}

interface DrawerPanelProps {
  readonly name: Drawer;
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A panel that slides over the network. It stays mounted, so that nothing typed in it is lost. */
function DrawerPanel({ name, label, isOpen, onClose, children }: DrawerPanelProps) {
  const say = useSay();
  const panel = useRef<HTMLElement>(null);
  return (
    <aside
      ref={panel}
      className={`panel bench-drawer is-${name}`}
      aria-label={label}
      hidden={!isOpen}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <Slot name={name}>{children}</Slot>
      <span className="bench-drawer-close">
        <IconButton small icon="x" label={say(words.close)} onClick={onClose} />
      </span>
    </aside>
  );
}
