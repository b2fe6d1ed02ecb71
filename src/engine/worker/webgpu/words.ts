/** What is said of how steps reach the device. */
import { message, type Message } from "@/base/text";

/** `48 kB`, `3.4 MB`, `120 MB`: never nought. */
function sizeOf(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.max(1, Math.round(bytes / 1024))} kB`;
  return `${(bytes / 1024 ** 2).toFixed(bytes < 10 * 1024 ** 2 ? 1 : 0)} MB`;
}

export const executionWords = {
  captured: (commandCount: number, bytes: number): Message =>
    message(
      {
        en: "Whole steps are replayed on the device from a recording: {count} commands, {size} of memory.",
        zh: "整个训练步录制一次后在设备上重放：每步 {count} 条命令，占用 {size} 内存。",
      },
      { count: commandCount, size: sizeOf(bytes) },
    ),
  tooLarge: { text: { en: "Steps are issued one by one: the data do not fit into the device's memory.", zh: "逐条下发训练步：数据放不进设备内存。" } },
  differs: {
    text: {
      en: "Steps are issued one by one: a replayed step did not come to the very numbers of an ordinary one.",
      zh: "逐条下发训练步：重放的一步与普通的一步数值不完全一致。",
    },
  },
  cannotRecord: (detail: string): Message =>
    message({ en: "Steps are issued one by one: a step could not be recorded ({detail}).", zh: "逐条下发训练步：无法录制训练步（{detail}）。" }, { detail }),
} as const;
