/** What a layer answers to the example: maps, heads of attention, bars or units, whichever its shape is. */
import { AnswerBars } from "@/features/miniatures/answer-bars";
import { MapGrid } from "@/features/miniatures/map-grid";
import { planeSide } from "@/features/miniatures/probe-board";
import { UnitBlock } from "@/features/miniatures/unit-block";
import type { Text } from "@/base/text";
import type { LayerProbe } from "@/engine/protocol";

interface LayerPictureProps {
  readonly probe: LayerProbe;
  readonly isEnd: boolean;
  readonly classCount: number;
  readonly width: number;
  readonly height: number;
}

export function LayerPicture({ probe: { nodeId, output, attention }, isEnd, classCount, width, height }: LayerPictureProps) {
  const [count, ...shape] = output.shape;
  if (attention) return <MapGrid key={nodeId} output={attention.data} shape={attention.shape} words={headWords} width={width} height={height} />;
  // Answers to all points of the plane, [side², units], are one picture per unit, just as maps of an image are.
  if (count === planeSide * planeSide && shape.length === 1)
    return <MapGrid key={nodeId} output={output.data} shape={[planeSide, planeSide, shape[0] ?? 1]} width={width} height={height} />;
  if (shape.length === 3) return <MapGrid key={nodeId} output={output.data} shape={shape} width={width} height={height} />;
  if (isEnd && output.data.length <= 12) return <AnswerBars outputs={output.data} classCount={classCount} />;
  return <UnitBlock values={output.data} width={width} height={height} />;
}

const headWords = {
  en: "What {count} of {channels} heads look at: rows look, columns are looked at",
  zh: "{channels} 个头中 {count} 个的注意力：行查看列",
} satisfies Text;
