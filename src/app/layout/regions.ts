/** F6 and Shift+F6 jump between the regions of the page, in reading order; the commands ask through the view. */
import { useEffect } from "react";
import { useBench } from "@/hooks/bench";

export function useRegionJumps(): void {
  const bench = useBench();
  useEffect(
    () =>
      bench.view.subscribe(({ request }, before) => {
        if (!request || request === before.request) return;
        if (request.kind === "nextRegion") jump(1);
        if (request.kind === "previousRegion") jump(-1);
        if (request.kind === "focusInspector") document.querySelector<HTMLElement>('[data-region="inspector"]')?.focus();
      }),
    [bench],
  );
}

function jump(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) => region.getClientRects().length > 0);
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const from = here === -1 && by === -1 ? 0 : here;
  regions[(from + by + regions.length) % regions.length]?.focus();
}
