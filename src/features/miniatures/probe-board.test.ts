import { describe, expect, test } from "vitest";
import type { EngineCalls, LayerProbe } from "@/engine/protocol";
import { createProbeBoard, planeSide } from "@/features/miniatures/probe-board";
import { createRunStore } from "@/store/run-store";
import { createViewStore } from "@/store/view-store";
import type { Bench } from "@/store/bench";

type Question = EngineCalls["probe.layers"]["params"];
const probe = (nodeId: string, gradients: boolean): LayerProbe => ({
  nodeId,
  output: { shape: [1, 1], data: Float32Array.of(1) },
  weights: [],
  gradients: gradients ? [{ name: `${nodeId}/kernel`, shape: [1], histogram: { min: 0, max: 1, counts: new Float32Array(1), nonFinite: 0 }, rms: 0.5 }] : [],
});

/** A bench whose engine answers when told to, and a clock that is moved by hand. */
function setUp(datasetId = "mnist") {
  const run = createRunStore();
  const view = createViewStore(undefined, { locale: "en", theme: "light" });
  const asked: { readonly question: Question; answer(): Promise<void>; refuse(): Promise<void> }[] = [];
  const session = {
    probe: (question: Question) =>
      new Promise<readonly LayerProbe[]>((resolve, reject) =>
        asked.push({
          question,
          answer: async () => {
            resolve(question.nodeIds.map((nodeId) => probe(nodeId, question.gradients)));
            await Promise.resolve();
            await Promise.resolve();
          },
          refuse: async () => {
            reject(new Error("no network yet"));
            await Promise.resolve();
            await Promise.resolve();
          },
        }),
      ),
  };
  const project = { id: "p", data: { datasetId } };
  const clock = { time: 0, hidden: false, timers: [] as (() => void)[] };
  const bench = {
    run,
    view,
    session,
    document: { subscribe: () => () => undefined, getState: () => ({ project }) },
  } as unknown as Bench;
  const board = createProbeBoard(bench, {
    now: () => clock.time,
    later: (later) => clock.timers.push(later) as unknown as ReturnType<typeof setTimeout>,
    isHidden: () => clock.hidden,
  });
  const advance = (ms: number) => {
    clock.time += ms;
    for (const timer of clock.timers.splice(0)) timer();
  };
  return { run, view, board, asked, clock, advance, project };
}

describe("the shared probe", () => {
  test("cards that appear together are asked about together", async () => {
    const { board, asked } = setUp();
    board.watch("a");
    board.watch("b");
    await Promise.resolve();
    expect(asked.map(({ question }) => question.nodeIds)).toEqual([["a", "b"]]);
  });
  test("new weights are asked for at most four times a second, the newest only", async () => {
    const { run, board, asked, advance } = setUp();
    board.watch("a");
    await Promise.resolve();
    for (let i = 1; i <= 5; i++) run.setState({ weightsRevision: i });
    await asked[0]?.answer();
    expect(asked).toHaveLength(1);
    advance(249);
    expect(asked).toHaveLength(1);
    advance(1);
    expect(asked).toHaveLength(2);
  });
  test("a card out of sight is not asked about", async () => {
    const { run, board, asked, advance } = setUp();
    const unwatch = board.watch("a");
    await Promise.resolve();
    await asked[0]?.answer();
    unwatch();
    advance(1000);
    run.setState({ weightsRevision: 1 });
    advance(1000);
    expect(asked).toHaveLength(1);
  });
  test("gradients are asked for now and then, and stay between", async () => {
    const { run, board, asked, advance } = setUp();
    run.setState({ step: 10, run: { status: "running" } });
    board.watch("a");
    await Promise.resolve();
    for (let i = 0; i < 5; i++) {
      await asked.at(-1)?.answer();
      expect(board.getState().get("a")?.gradients).toHaveLength(1);
      advance(300);
      run.setState({ weightsRevision: i + 1 });
    }
    expect(asked.map(({ question }) => question.gradients).slice(0, 5)).toEqual([true, false, false, false, true]);
  });
  test("a run that stands still shows the gradients of where it stands", async () => {
    const { run, board, asked, advance } = setUp();
    run.setState({ step: 10, run: { status: "running" } });
    board.watch("a");
    await Promise.resolve();
    await asked[0]?.answer();
    advance(300);
    run.setState({ step: 12, run: { status: "ended", end: { reason: "completed" } }, weightsRevision: 1 });
    expect(asked.at(-1)?.question.gradients).toBe(true);
  });
  test("gradients that could not be had are asked for with the next question", async () => {
    const { run, board, asked, advance } = setUp();
    run.setState({ step: 10, run: { status: "running" } });
    board.watch("a");
    await Promise.resolve();
    await asked[0]?.refuse();
    advance(300);
    run.setState({ weightsRevision: 1 });
    expect(asked.map(({ question }) => question.gradients)).toEqual([true, true]);
  });
  test("a hidden page asks nothing until it is seen again", async () => {
    const { run, board, asked, clock, advance } = setUp();
    board.watch("a");
    await Promise.resolve();
    await asked[0]?.answer();
    advance(1000);
    clock.hidden = true;
    run.setState({ weightsRevision: 1 });
    expect(asked).toHaveLength(1);
    clock.hidden = false;
    board.wake();
    expect(asked).toHaveLength(2);
  });
  test("an answer about layers of another project is dropped, though theirs may bear the same ids", async () => {
    const { board, asked, project } = setUp();
    board.watch("n1");
    await Promise.resolve();
    project.id = "q";
    await asked[0]?.answer();
    expect(board.getState().size).toBe(0);
  });
  test("where examples are points, the whole plane is asked about", async () => {
    const { board, asked } = setUp("spirals");
    board.watch("a");
    await Promise.resolve();
    const example = asked[0]?.question.example;
    expect(example && "inputs" in example && example.inputs.length).toBe(2 * planeSide * planeSide);
  });
  test("another example is asked about at once", async () => {
    const { view, board, asked, advance } = setUp();
    board.watch("a");
    await Promise.resolve();
    await asked[0]?.answer();
    advance(300);
    view.setState({ example: { split: "test", index: 7 } });
    expect(asked.at(-1)?.question.example).toEqual({ split: "test", index: 7 });
  });
});
