/** Paper to draw on: mouse, finger or pen. It keeps vectors, so that the last stroke can be taken back. */
import { useRef, type PointerEvent, type RefObject } from "react";
import { padWidth, widthFactor, type Stroke, type StrokePoint } from "@/data/strokes";
import { IconButton } from "@/ui/button";
import { useSay } from "@/ui/locale";

export interface DrawPadProps {
  readonly strokes: readonly Stroke[];
  readonly onChange: (strokes: readonly Stroke[]) => void;
}

export function DrawPad({ strokes, onChange }: DrawPadProps) {
  const say = useSay();
  const pad = useRef<HTMLDivElement>(null);
  const drawing = useRef<{ readonly pointerId: number; readonly before: readonly Stroke[]; stroke: StrokePoint[] } | undefined>(undefined);

  const onPointerDown = (event: PointerEvent) => {
    // A second finger draws nothing. The same pointer once more: the end of its stroke was lost.
    const isOther = drawing.current !== undefined && drawing.current.pointerId !== event.pointerId;
    if (event.button !== 0 || isOther || (event.target as Element).closest("button")) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event, pad);
    drawing.current = { pointerId: event.pointerId, before: strokes, stroke: point ? [point] : [] };
    onChange([...strokes, drawing.current.stroke]);
  };
  const onPointerMove = (event: PointerEvent) => {
    const now = drawing.current;
    if (!now || event.pointerId !== now.pointerId) return;
    // Wiped off by another hand while it was drawn: it does not come back.
    if (strokes.length <= now.before.length) {
      drawing.current = undefined;
      return;
    }
    // A fast pen reports several places per frame.
    const events = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event.nativeEvent]) {
      const point = pointOf(each, pad);
      if (point) now.stroke.push(point);
    }
    onChange([...now.before, [...now.stroke]]);
  };
  const end = (event: PointerEvent) => {
    if (event.pointerId === drawing.current?.pointerId) drawing.current = undefined;
  };
  const isEmpty = strokes.length === 0;
  return (
    <div
      ref={pad}
      className="draw-pad"
      role="img"
      aria-label={say({ en: "Drawing area. By keyboard, pick an example from the test set instead.", zh: "绘图区。使用键盘时，请改为从测试集中选择样本。" })}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
    >
      <svg viewBox="0 0 1 1" aria-hidden="true">
        {strokes.map((stroke, i) => (
          // Strokes are only ever added at the end or taken from it.
          <StrokePath key={i} stroke={stroke} />
        ))}
      </svg>
      {isEmpty && <span className="draw-hint">{say({ en: "Draw a digit here", zh: "在此写一个数字" })}</span>}
    </div>
  );
}

export function DrawTools({ strokes, onChange }: DrawPadProps) {
  const say = useSay();
  const nothing = strokes.length === 0 ? say({ en: "Nothing is drawn yet.", zh: "还没有画任何东西。" }) : undefined;
  return (
    <>
      <IconButton
        small
        icon="undo-2"
        label={say({ en: "Take back the last stroke", zh: "撤销上一笔" })}
        disabledBecause={nothing}
        onClick={() => onChange(strokes.slice(0, -1))}
      />
      <IconButton small icon="eraser" label={say({ en: "Clear", zh: "清除" })} disabledBecause={nothing} onClick={() => onChange([])} />
    </>
  );
}

function StrokePath({ stroke }: { readonly stroke: Stroke }) {
  const [first] = stroke;
  if (!first) return null;
  const isEven = stroke.every(({ pressure }) => pressure === first.pressure);
  const width = (pressure: number) => padWidth * widthFactor(pressure);
  if (isEven) return <path d={pathOf(stroke)} strokeWidth={width(first.pressure)} />;
  return stroke.slice(1).map((point, i) => <path key={i} d={pathOf([stroke[i] ?? point, point])} strokeWidth={width(point.pressure)} />);
}

function pathOf(points: Stroke): string {
  const d = points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(4)},${y.toFixed(4)}`).join("");
  // A tap: a line of no length still has its round cap.
  return points.length === 1 ? `${d}h0` : d;
}

function pointOf(event: { clientX: number; clientY: number; pressure: number }, pad: RefObject<HTMLDivElement | null>): StrokePoint | undefined {
  const box = pad.current?.getBoundingClientRect();
  if (!box || box.width === 0) return undefined;
  return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height, pressure: event.pressure || 0.5 };
}
