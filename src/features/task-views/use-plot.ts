/** A canvas that shows a scene and follows the run by itself, outside React. */
import { useMemo, type RefCallback } from "react";
import { useBench } from "@/hooks/bench";
import { useController } from "@/hooks/use-controller";
import type { Palette } from "@/viz/palette";
import type { Scene } from "@/viz/scene";
import { createSceneView } from "@/viz/scene-view";

/** `build` is memoised by the caller. */
export function usePlot(build: (width: number, height: number, palette: Palette) => Scene): RefCallback<HTMLCanvasElement> {
  const { run } = useBench();
  const options = useMemo(
    () => ({
      build,
      watch: (invalidate: () => void) =>
        run.subscribe((state, before) => {
          if (state.curvesRevision !== before.curvesRevision) invalidate();
        }),
    }),
    [build, run],
  );
  return useController(createSceneView, options)[0];
}
