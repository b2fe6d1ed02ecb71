/** What computes, and why: the badge in the bar, and behind it every device that was tried. */
import type { Text } from "@/base/text";
import type { BackendName, DeviceCandidate, DeviceReport } from "@/engine/protocol";
import { useAct } from "@/hooks/use-command";
import { useBench, useRun, useView } from "@/hooks/bench";
import { IconButton } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { Icon } from "@/ui/icons";
import { useSay } from "@/ui/locale";
import { Popover } from "@/ui/popover";
import { Segmented } from "@/ui/segmented";
import { brief } from "@/viz/figures";

export const backendTitles = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WebAssembly", cpu: "CPU" } satisfies Record<BackendName, string>;

const statusWords = {
  chosen: { en: "in use", zh: "使用中" },
  usable: { en: "works", zh: "可用" },
  unusable: { en: "not here", zh: "不可用" },
  untested: { en: "not tried", zh: "未测试" },
} satisfies Record<DeviceCandidate["status"], Text>;

export function DeviceBadge({ isBrief }: { readonly isBrief: boolean }) {
  const say = useSay();
  const device = useRun((state) => state.device);
  if (!device) return null;
  const title = backendTitles[device.backend];
  const label = say({ en: "Device: {title} {adapter}", zh: "设备：{title} {adapter}" }, { title, adapter: device.adapter });
  const trigger = isBrief ? (
    <IconButton icon="gauge" label={label} />
  ) : (
    <button type="button" className="device-badge" aria-label={label}>
      <Icon name="gauge" />
      <b>{title}</b>
      <span className="device-adapter">{device.adapter}</span>
    </button>
  );
  return (
    <Popover trigger={trigger} label={say({ en: "Devices", zh: "设备" })} align="end">
      <DevicePanel device={device} />
    </Popover>
  );
}

function DevicePanel({ device }: { readonly device: DeviceReport }) {
  const say = useSay();
  const act = useAct();
  const bench = useBench();
  const preference = useView((view) => view.backendPreference);
  const execution = useRun((state) => state.execution);
  const usable = device.candidates.filter((candidate) => candidate.status !== "unusable").map((candidate) => candidate.backend);
  const options = [
    { value: "auto" as const, label: say({ en: "Fastest", zh: "最快" }) },
    ...usable.map((backend) => ({ value: backend, label: backendTitles[backend] })),
  ];
  const choose = (next: typeof preference) => {
    act(() => bench.session.setBackend(next));
  };
  return (
    <div className="device-panel">
      <h2>{say({ en: "What computes", zh: "由什么计算" })}</h2>
      <p className="quiet">{say(device.reason)}</p>
      {execution && <p className="quiet">{say(execution.reason)}</p>}
      <ul>
        {device.candidates.map((candidate) => (
          <li key={candidate.backend}>
            <b>{backendTitles[candidate.backend]}</b>
            <Chip tone={candidate.status === "chosen" ? "mark" : "plain"}>{say(statusWords[candidate.status])}</Chip>
            <span className="figure device-speed">
              {candidate.stepsPerSecond !== undefined &&
                say({ en: "{speed} {speed|step|steps}/s", zh: "{speed} 步/秒" }, { speed: brief(candidate.stepsPerSecond) })}
            </span>
            {/* What is said above about the choice is not said again. */}
            <p>
              {[candidate.adapter && `${candidate.adapter}.`, say(candidate.reason) !== say(device.reason) && say(candidate.reason)].filter(Boolean).join(" ")}
            </p>
          </li>
        ))}
      </ul>
      <div className="device-choice">
        <Segmented label={say({ en: "Device to use", zh: "使用的设备" })} value={preference} options={options} onChange={choose} wide />
        <p className="quiet small">
          {say({ en: "A run that is going on continues there from its last checkpoint.", zh: "正在进行的训练会在新设备上从最近的检查点继续。" })}
        </p>
      </div>
    </div>
  );
}
