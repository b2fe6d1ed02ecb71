/** The picture of a token map: dragged, magnified by wheel, two fingers or keys, and clicked to choose. */
import { useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type Ref } from "react";
import { useController } from "@/hooks/use-controller";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";
import type { Palette } from "@/viz/palette";
import type { Scene } from "@/viz/scene";
import { createSceneView } from "@/viz/scene-view";
import { dotAt, moved, scaleOf, tokenMapScene, wholeMap, zoomed, type TokenMap } from "@/viz/token-map";

export interface TokenPlaneHandle {
  scene(): Scene | undefined;
}
interface TokenPlaneProps {
  readonly label: string;
  readonly map: TokenMap;
  readonly onChoose: (i: number) => void;
  readonly ref?: Ref<TokenPlaneHandle>;
}

const zoomStep = 1.3;
const keyStridePx = 40;
/** Less is a click and no drag. */
const dragPx = 4;
const reachPx = 14;

export function TokenPlane({ label, map, onChoose, ref }: TokenPlaneProps) {
  const say = useSay();
  const [frame, setFrame] = useState(wholeMap);
  const element = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const travelled = useRef(0);
  const options = useMemo(
    () => ({ build: (width: number, height: number, palette: Palette) => tokenMapScene(map, frame, width, height, palette) }),
    [map, frame],
  );
  const [canvas, controller] = useController(createSceneView, options);
  useImperativeHandle(ref, () => ({ scene: () => controller.current?.scene() }), [controller]);

  const boxOf = () => element.current?.getBoundingClientRect() ?? new DOMRect();
  const zoomBy = (factor: number, clientX?: number, clientY?: number) => {
    const { left, top, width, height } = boxOf();
    const from = { x: (clientX ?? left + width / 2) - left - width / 2, y: (clientY ?? top + height / 2) - top - height / 2 };
    setFrame((now) => zoomed(now, factor, from, scaleOf(map.points, width, height)));
  };
  const moveBy = (dx: number, dy: number) => {
    const { width, height } = boxOf();
    setFrame((now) => moved(now, dx, dy, scaleOf(map.points, width, height)));
  };

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0) travelled.current = 0;
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.current.set(event.pointerId, now);
    travelled.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (!other) return moveBy(now.x - before.x, now.y - before.y);
    const apart = (place: { x: number; y: number }) => Math.max(1, Math.hypot(place.x - other.x, place.y - other.y));
    moveBy((now.x - before.x) / 2, (now.y - before.y) / 2);
    zoomBy(apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
  };
  const onPointerUp = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId) || travelled.current > dragPx) return;
    const { left, top, width, height } = boxOf();
    const i = dotAt(map, { x: event.clientX - left, y: event.clientY - top }, frame, width, height, reachPx);
    if (i !== undefined) onChoose(i);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (step) moveBy(step[0]! * keyStridePx, step[1]! * keyStridePx);
    else if (event.key === "+" || event.key === "=") zoomBy(zoomStep);
    else if (event.key === "-") zoomBy(1 / zoomStep);
    else if (event.key === "0") setFrame(wholeMap);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="token-plane">
      <div
        ref={element}
        className="token-canvas"
        role="application"
        aria-roledescription={say({ en: "map", zh: "图" })}
        aria-label={`${label}. ${say({ en: "Arrow keys move, + and − zoom, 0 shows all.", zh: "方向键移动，+ 和 − 缩放，0 显示全部。" })}`}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
        onWheel={(event) => zoomBy(zoomStep ** (-event.deltaY / 100), event.clientX, event.clientY)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={canvas} />
      </div>
      <span className="token-zoom">
        <IconButton small icon="plus" label={say({ en: "Closer", zh: "放大" })} onClick={() => zoomBy(zoomStep)} />
        <IconButton small icon="minus" label={say({ en: "Farther", zh: "缩小" })} onClick={() => zoomBy(1 / zoomStep)} />
        <IconButton small icon="maximize" label={say({ en: "Show all", zh: "显示全部" })} onClick={() => setFrame(wholeMap)} />
      </span>
    </div>
  );
}
