/** Offers a new version of the page when one has arrived; nobody is interrupted by it. */
import { useEffect, useEffectEvent } from "react";
import { workOffline } from "@/app/offline";
import { useBench } from "@/hooks/bench";
import { useSay } from "@/ui/locale";
import { useToast } from "@/ui/toasts";

export function useNewVersion(): void {
  const bench = useBench();
  const say = useSay();
  const toast = useToast();
  const offer = useEffectEvent((takeOver: () => void) =>
    toast({
      text: say({ en: "A new version of Layerlab is here.", zh: "Layerlab 有新版本了。" }),
      icon: "refresh-cw",
      action: { label: say({ en: "Reload", zh: "重新加载" }), run: takeOver },
    }),
  );
  useEffect(() => void workOffline(bench, (takeOver) => offer(takeOver)), [bench]);
}
