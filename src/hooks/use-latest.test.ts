import { describe, expect, test, vi } from "vitest";
import { createAsker } from "@/hooks/use-latest";

/** Questions that are answered by hand. */
function questions() {
  const open: { readonly name: string; answer(value: string | undefined): void }[] = [];
  const ask = (name: string) => () =>
    new Promise<string>((resolve, reject) => open.push({ name, answer: (value) => (value === undefined ? reject(new Error("no")) : resolve(value)) }));
  return { open, ask };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("createAsker", () => {
  test("while one question is open, only the newest of the others is asked next", async () => {
    vi.useFakeTimers();
    const answers: (string | undefined)[] = [];
    const { open, ask } = questions();
    const asker = createAsker<string>((answer) => answers.push(answer), 0);
    for (const name of ["a", "b", "c"]) asker.ask(ask(name));
    expect(open.map(({ name }) => name)).toEqual(["a"]);
    open[0]?.answer("A");
    await settle();
    expect(open.map(({ name }) => name)).toEqual(["a", "c"]);
    open[1]?.answer("C");
    await settle();
    expect(answers).toEqual(["A", "C"]);
    vi.useRealTimers();
  });

  test("questions keep their distance", async () => {
    vi.useFakeTimers();
    const { open, ask } = questions();
    const asker = createAsker<string>(
      () => undefined,
      100,
      () => Date.now(),
    );
    asker.ask(ask("a"));
    open[0]?.answer("A");
    await settle();
    asker.ask(ask("b"));
    await vi.advanceTimersByTimeAsync(99);
    expect(open).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(open).toHaveLength(2);
    vi.useRealTimers();
  });

  test("a question that fails leaves no answer, and the next one is asked", async () => {
    vi.useFakeTimers();
    const answers: (string | undefined)[] = [];
    const { open, ask } = questions();
    const asker = createAsker<string>((answer) => answers.push(answer), 0);
    asker.ask(ask("a"));
    open[0]?.answer(undefined);
    await settle();
    asker.ask(ask("b"));
    open[1]?.answer("B");
    await settle();
    expect(answers).toEqual([undefined, "B"]);
    vi.useRealTimers();
  });

  test("after disposal nothing is answered", async () => {
    vi.useFakeTimers();
    const answers: (string | undefined)[] = [];
    const { open, ask } = questions();
    const asker = createAsker<string>((answer) => answers.push(answer), 0);
    asker.ask(ask("a"));
    asker.dispose();
    open[0]?.answer("A");
    await settle();
    expect(answers).toEqual([]);
    vi.useRealTimers();
  });
});
