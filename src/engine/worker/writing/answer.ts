/** What a network says to one source: it reads what it has said so far, and ends by itself. The likeliest of several beginnings at once, or one by one. */
import * as tf from "@tensorflow/tfjs-core";
import type { PairText } from "@/data/define-dataset";
import { likeliest } from "@/data/text/sampling";
import { beginId, endId, padId, unknownId } from "@/data/text/vocabulary";
import type { WrittenToken } from "@/engine/protocol";
import { createKeptOutputs, type KeptOutputs } from "@/engine/worker/model/kept-outputs";
import type { Model } from "@/engine/worker/model";
import { readFloats } from "@/engine/worker/read";
import type { Reader } from "@/engine/worker/writing/reader";
import type { Writer } from "@/engine/worker/writing/writer";

export interface Question {
  readonly model: Model;
  readonly steps: PairText["steps"];
  /** [source + target]; of the target nothing is looked at. */
  readonly source: Float32Array;
}
export interface BeamSettings {
  /** Beginnings that are followed at once. */
  readonly width: number;
  /** α of Wu et al. 2016: a score is the logarithm of the probability by ((5 + length) / 6)^α. 0 = as it is, which likes short answers. */
  readonly lengthPenalty: number;
}

/** Probabilities behind each of these beginnings, [n, 1, tokens]. What depends on the source alone is computed once, as long as n stays. */
function saidBehind({ model, steps, source }: Question, beginnings: readonly (readonly number[])[], kept: KeptOutputs): tf.Tensor {
  const width = steps.source + steps.target;
  const rows = new Float32Array(beginnings.length * width).fill(padId);
  beginnings.forEach((tokens, i) => {
    rows.set(source.subarray(0, steps.source), i * width);
    rows.set(tokens.slice(0, steps.target), i * width + steps.source);
  });
  return tf.tidy(() => {
    const { output } = model.forward(tf.tensor2d(rows, [beginnings.length, width]), { kept });
    return tf.slice(output, [0, (beginnings[0]?.length ?? 1) - 1, 0], [beginnings.length, 1, output.shape[2]!]);
  });
}

/** The tokens are `<bos>` and what was said. */
export function answerReader(question: Question): Reader {
  let kept = createKeptOutputs();
  const forget = () => {
    kept.dispose();
    kept = createKeptOutputs();
  };
  return { next: (tokens) => saidBehind(question, [tokens], kept), isDear: () => false, forget, dispose: () => kept.dispose() };
}

interface Beam {
  readonly tokens: readonly number[];
  readonly said: readonly WrittenToken[];
  readonly logProbability: number;
}
const alternatives = 5;
const neverSaid: ReadonlySet<number> = new Set([padId, unknownId, beginId]);

/** Says nothing until it is sure: then all at once. */
export function createBeamWriter(question: Question, { width, lengthPenalty }: BeamSettings): Writer {
  const { steps } = question;
  const kept = createKeptOutputs();
  let beams: readonly Beam[] = [{ tokens: [beginId], said: [], logProbability: 0 }];
  let finished: Beam[] = [];
  let isDone = false;
  const scoreOf = ({ said, logProbability }: Beam) => logProbability / ((5 + said.length) / 6) ** lengthPenalty;
  const best = (all: readonly Beam[]) => all.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];

  // Always as many rows, so that what was computed of the source fits.
  const beginnings = () => Array.from({ length: width }, (_, i) => (beams[i] ?? beams[0]!).tokens);

  function follow(probabilities: Float32Array): void {
    const size = probabilities.length / width;
    const next = beams.flatMap((beam, i) => {
      const own = probabilities.subarray(i * size, (i + 1) * size);
      const told = likeliest(own, alternatives);
      return likeliest(own, width + neverSaid.size + 1).flatMap(({ id, probability }): readonly Beam[] =>
        neverSaid.has(id)
          ? []
          : [
              {
                tokens: [...beam.tokens, id],
                said: [...beam.said, { id, probability, alternatives: told }],
                logProbability: beam.logProbability + Math.log(Math.max(probability, Number.MIN_VALUE)),
              },
            ],
      );
    });
    const ranked = next.toSorted((a, b) => b.logProbability - a.logProbability);
    finished = [...finished, ...ranked.slice(0, width).filter(({ tokens }) => tokens.at(-1) === endId)];
    beams = ranked.filter(({ tokens }) => tokens.at(-1) !== endId).slice(0, width);
    const isFull = (beams[0]?.said.length ?? 0) >= steps.target;
    isDone = beams.length === 0 || isFull || finished.length >= width;
  }
  const told = (): readonly WrittenToken[] => (isDone ? ((best(finished) ?? best(beams))?.said ?? []) : []);

  return {
    get isDone() {
      return isDone;
    },
    async write(isTime) {
      while (!isDone) {
        const said = saidBehind(question, beginnings(), kept);
        try {
          follow(await readFloats(said));
        } finally {
          said.dispose();
        }
        if (isTime(0)) break;
      }
      return told();
    },
    writeAtOnce(isTime) {
      while (!isDone) {
        const said = saidBehind(question, beginnings(), kept);
        follow(said.dataSync<"float32">());
        said.dispose();
        if (isTime(0)) break;
      }
      return told();
    },
    // A network that has changed begins anew.
    readAgain() {
      kept.dispose();
      beams = [{ tokens: [beginId], said: [], logProbability: 0 }];
      finished = [];
    },
    dispose: () => kept.dispose(),
  };
}
