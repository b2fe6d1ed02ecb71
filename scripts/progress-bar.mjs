/** A progress bar on stderr: one line rewritten in a terminal, a line per tenth elsewhere. */
const width = 28;

export function createProgressBar(stream = process.stderr) {
  let shownTenth = -1;
  return {
    show(share, text) {
      const filled = Math.round(width * Math.min(1, share));
      const line = `${"█".repeat(filled)}${"░".repeat(width - filled)} ${String(Math.floor(100 * share)).padStart(3)} %  ${text}`;
      const tenth = Math.floor(10 * share);
      if (stream.isTTY) stream.write(`\r${line}\u001b[K`);
      else if (tenth !== shownTenth) stream.write(`${line}\n`);
      shownTenth = tenth;
    },
    end() {
      if (stream.isTTY) stream.write("\n");
    },
  };
}
