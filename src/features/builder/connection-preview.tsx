/** The wire while it is being pulled: from the port to the pointer, in ink. */
import type { ConnectionLineComponentProps } from "@xyflow/react";

export function ConnectionPreview({ fromX, fromY, toX, toY }: ConnectionLineComponentProps) {
  const bend = Math.max(24, Math.abs(toX - fromX) * 0.5);
  return (
    <g>
      <path className="wire is-preview" d={`M${fromX},${fromY} C${fromX + bend},${fromY} ${toX - bend},${toY} ${toX},${toY}`} />
      <circle className="wire-preview-end" cx={toX} cy={toY} r={4.5} />
    </g>
  );
}
