/** Of an Embedding that starts with GloVe: whose vectors they are, and how many words of the vocabulary the run that is shown found in them. */
import { useRun } from "@/hooks/bench";
import type { LayerNode } from "@/network/document";
import { useSay } from "@/ui/locale";
import { grouped } from "@/viz/figures";

const words = {
  source: { en: "Pennington, Socher & Manning 2014; public domain (PDDL 1.0).", zh: "Pennington、Socher 与 Manning，2014；公有领域（PDDL 1.0）。" },
  found: {
    en: "In this run {found} of the {of} words of the vocabulary had a vector; the others started with small random values.",
    zh: "本次训练中，词表的 {of} 个词里有 {found} 个有向量；其余以随机小值开始。",
  },
};

export function BorrowedVectors({ node }: { readonly node: LayerNode }) {
  const say = useSay();
  const report = useRun((state) => state.model?.vectors?.find((one) => one.nodeId === node.id));
  if (node.className !== "Embedding" || node.config.pretrained === "none") return null;
  return (
    <p className="quiet">
      <a href="https://nlp.stanford.edu/projects/glove/" target="_blank" rel="noreferrer">
        GloVe
      </a>
      {": "}
      {say(words.source)} {report && say(words.found, { found: grouped(report.found), of: grouped(report.of) })}
    </p>
  );
}
