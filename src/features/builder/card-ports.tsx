/** Where wires can be pulled from and dropped: 24 px round each port, 44 under a finger. The ends that are in use are drawn with their wires. */
import { Handle, Position } from "@xyflow/react";

export function CardPorts({ hasInput }: { readonly hasInput: boolean }) {
  return (
    <>
      {hasInput && <Handle className="port-area" type="target" position={Position.Left} id="left" />}
      {hasInput && <Handle className="port-area" type="target" position={Position.Top} id="top" />}
      <Handle className="port-area" type="source" position={Position.Right} id="right" />
      <Handle className="port-area" type="source" position={Position.Bottom} id="bottom" />
    </>
  );
}
