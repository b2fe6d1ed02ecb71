import { expect, test } from "vitest";
import { nextTurn, turnsFrom } from "@/hooks/use-in-turns";

const first = ["a", "b", "c", "d", "e"];
const start = { newest: first, subject: "mistakes", taken: 5, shown: first };

/** Everything that is seen on the way to the newest list. */
function seen(newest: readonly string[], perFrame: number): readonly string[] {
  let turns = turnsFrom(start, newest, "mistakes");
  const all = [turns.shown];
  while (turns.shown !== newest) {
    turns = nextTurn(turns, perFrame);
    all.push(turns.shown);
  }
  return all.map((shown) => shown.join(""));
}

test("a new list takes the places of the old one, so many with each turn", () => {
  expect(seen(["A", "B", "C", "D", "E"], 2)).toEqual(["abcde", "ABcde", "ABCDe", "ABCDE"]);
});

test("a list that is shorter, or longer, has its length with the last turn", () => {
  expect(seen(["A", "B", "C"], 2)).toEqual(["abcde", "ABcde", "ABC"]);
  expect(seen(["A", "B", "C", "D", "E", "F", "G"], 3)).toEqual(["abcde", "ABCde", "ABCDEF", "ABCDEFG"]);
  expect(seen([], 2)).toEqual(["abcde", ""]);
});

test("a list that comes while another takes its turns begins anew, behind what is shown", () => {
  const half = nextTurn(turnsFrom(start, ["A", "B", "C", "D", "E"], "mistakes"), 3);
  const newer = turnsFrom(half, ["1", "2", "3", "4", "5"], "mistakes");
  expect(newer.shown.join("")).toBe("ABCde");
  expect(nextTurn(newer, 2).shown.join("")).toBe("12Cde");
});

test("a list of something else is shown as a whole, and one that is the same is not begun again", () => {
  const other = ["X", "Y"];
  expect(turnsFrom(start, other, "of another cell").shown).toBe(other);
  expect(turnsFrom(start, first, "mistakes")).toBe(start);
});
