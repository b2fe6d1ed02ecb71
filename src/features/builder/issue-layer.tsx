/** What is wrong, said where it is wrong: a cross on the wire or card, and a notice with what was needed, what came, and one button. */
import { useStore, ViewportPortal } from "@xyflow/react";
import { useCallback, useState } from "react";
import type { Message } from "@/base/text";
import { useCanvas, useCanvasState } from "@/features/builder/canvas-state";
import { boundsOf, type Box } from "@/features/builder/layout/geometry";
import { noticeSpot } from "@/features/builder/layout/notice-spot";
import { routeWires, type Wire } from "@/features/builder/layout/route-wires";
import { useBench, useDocument } from "@/hooks/bench";
import { bundleOf, closedGroupOf } from "@/network/closed-groups";
import type { NetworkDocument, Point } from "@/network/document";
import type { NetworkFix, NetworkIssue } from "@/network/validate";
import { applyFix, issuesOf } from "@/store/derived";
import { Button, IconButton } from "@/ui/button";
import { classNames } from "@/ui/class-names";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";

interface Fault {
  readonly key: string;
  readonly at: Point;
  readonly nodeId?: string | undefined;
  readonly isWarning: boolean;
  readonly what: Message;
  readonly fixes: readonly NetworkFix[];
}

/** Screen pixels; the notice keeps its size whatever the zoom. Its height is measured. */
const noticeWidth = 420;
const usualHeight = 64;

export function IssueLayer({ boxes, wires }: { readonly boxes: ReadonlyMap<string, Box>; readonly wires: ReadonlyMap<string, Wire> }) {
  const { store } = useCanvas();
  const bench = useBench();
  const issues = useDocument(issuesOf);
  const network = useDocument((state) => state.project.network);
  const selection = useDocument((state) => state.selection);
  const refusal = useCanvasState((state) => state.refusal);
  const chosenKey = useCanvasState((state) => state.openIssue);
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const [noticeHeight, setNoticeHeight] = useState(usualHeight);
  const measure = useCallback((element: HTMLElement | null) => {
    if (element) setNoticeHeight(element.offsetHeight);
  }, []);

  const spoken = new Set<string>();
  const faults = issues.flatMap((issue): Fault[] => {
    const within = groupAround(network, issue);
    // Of all that is wrong in a closed group the worst speaks; what comes after it has its turn when that is mended.
    if (within && spoken.has(within)) return [];
    if (within) spoken.add(within);
    const at = placeOf(within ? { nodeId: within } : drawnIssue(network, issue), boxes, wires);
    return at
      ? [
          {
            key: keyOf(issue),
            at,
            nodeId: issue.nodeId,
            isWarning: issue.severity === "warning",
            what: issue.message,
            fixes: [issue.fix, ...(issue.alternatives ?? [])].filter((fix) => fix !== undefined),
          },
        ]
      : [];
  });
  const refusedWire = refusal && routeWires(boxes, [{ ...refusal, id: "refusal", port: 0, isSkip: false, tagWidth: 0 }])[0];
  if (refusal && refusedWire) faults.unshift({ key: "refusal", at: refusedWire.middle, isWarning: false, what: refusal.reason, fixes: [] });
  if (faults.length === 0) return null;

  // What is being worked on speaks first, else the first fault; a warning waits until it is asked.
  const errors = faults.filter((fault) => !fault.isWarning);
  const usual = errors.find((fault) => fault.nodeId !== undefined && selection.includes(fault.nodeId)) ?? errors[0];
  const open = chosenKey === null ? undefined : (faults.find((fault) => fault.key === chosenKey) ?? usual);
  const view: Box = { x: (8 - x) / zoom, y: (48 - y) / zoom, width: (width - 16) / zoom, height: (height - 56) / zoom };
  const ownWidth = Math.min(noticeWidth, width - 16);
  const spot = open && noticeSpot(open.at, { width: ownWidth / zoom, height: noticeHeight / zoom }, [...boxes.values()], view);
  const close = () =>
    store.setState((state) => ({ openIssue: null, refusal: state.openIssue === "refusal" || open?.key === "refusal" ? undefined : state.refusal }));
  return (
    <ViewportPortal>
      {refusedWire && (
        <svg className="refused-wire" aria-hidden="true">
          <path className="wire is-broken" d={refusedWire.d} />
        </svg>
      )}
      {faults.map((fault) => (
        <Cross
          key={fault.key}
          fault={fault}
          zoom={zoom}
          isOpen={fault === open}
          onClick={() => (fault === open ? close() : store.setState({ openIssue: fault.key }))}
        />
      ))}
      {open && spot && (
        <div key={open.key} ref={measure} className="fault-notice nodrag nopan nowheel" style={{ left: spot.x, top: spot.y, width: ownWidth, scale: 1 / zoom }}>
          <FaultNotice
            fault={open}
            onFix={(fix) => {
              applyFix(bench, fix);
              store.setState({ openIssue: undefined });
            }}
            onClose={close}
          />
        </div>
      )}
    </ViewportPortal>
  );
}

function Cross({ fault, zoom, isOpen, onClick }: { fault: Fault; zoom: number; isOpen: boolean; onClick: () => void }) {
  const say = useSay();
  return (
    <button
      type="button"
      className={classNames("fault-mark nodrag nopan", fault.isWarning && "is-warning")}
      style={{ left: fault.at.x, top: fault.at.y, scale: Math.min(2, 1 / zoom) }}
      aria-expanded={isOpen}
      aria-label={say(fault.what)}
      onClick={onClick}
    >
      <Icon name={fault.isWarning ? "triangle-alert" : "x"} />
    </button>
  );
}

/** The first sentence is the cause, the rest what came; below them what would mend it. */
function FaultNotice({ fault, onFix, onClose }: { fault: Fault; onFix: (fix: NetworkFix) => void; onClose: () => void }) {
  const say = useSay();
  const words = say(fault.what);
  const end = /[.。](?=\s|\S)/.exec(words);
  const [cause, rest] = end ? [words.slice(0, end.index), words.slice(end.index + 1).trim()] : [words.replace(/[.。]$/, ""), ""];
  return (
    <div className={classNames("notice", fault.isWarning ? "is-warn" : "is-bad")} role="status">
      <Icon name={fault.isWarning ? "triangle-alert" : "circle-alert"} />
      <div className="notice-body">
        <h3>{cause}</h3>
        {rest && <p>{rest}</p>}
        {fault.fixes.length > 0 && (
          <div className="notice-actions">
            {fault.fixes.slice(0, 2).map((fix, i) => (
              <Button key={say(fix.label)} small {...(i === 0 ? { variant: "ink" as const, icon: "wrench" } : {})} onClick={() => onFix(fix)}>
                {say(fix.label)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton small icon="x" label={say({ en: "Close the notice", zh: "收起提示" })} onClick={onClose} />
    </div>
  );
}

function keyOf(issue: NetworkIssue): string {
  return `${issue.code}:${issue.edgeId ?? issue.nodeId ?? ""}`;
}

/** The closed group that hides what is wrong. */
function groupAround(network: NetworkDocument, { nodeId, edgeId }: NetworkIssue): string | undefined {
  const edge = network.edges.find(({ id }) => id === edgeId);
  if (!edge) return nodeId === undefined ? undefined : closedGroupOf(network, nodeId)?.id;
  const [source, target] = [closedGroupOf(network, edge.source), closedGroupOf(network, edge.target)];
  return source && source === target ? source.id : undefined;
}

/** On the wire that is drawn for it. */
function drawnIssue(network: NetworkDocument, { nodeId, edgeId }: NetworkIssue): Pick<NetworkIssue, "nodeId" | "edgeId"> {
  const wire = edgeId === undefined ? undefined : bundleOf(network, edgeId)[0];
  return { ...(nodeId === undefined ? {} : { nodeId }), ...(wire === undefined ? {} : { edgeId: wire }) };
}

function placeOf(
  { edgeId, nodeId }: Pick<NetworkIssue, "nodeId" | "edgeId">,
  boxes: ReadonlyMap<string, Box>,
  wires: ReadonlyMap<string, Wire>,
): Point | undefined {
  const wire = edgeId === undefined ? undefined : wires.get(edgeId);
  if (wire) return wire.middle;
  const box = nodeId === undefined ? undefined : boxes.get(nodeId);
  if (box) return { x: box.x + box.width - 6, y: box.y + 2 };
  // What concerns the whole network stands above it.
  const all = boundsOf([...boxes.values()]);
  return { x: all.x + all.width / 2, y: all.y - 22 };
}
