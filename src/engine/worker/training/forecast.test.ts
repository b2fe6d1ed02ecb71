/** What is said of the time left, on a run that was recorded while other programs took the machine. */
import { expect, test } from "vitest";
import { createForecast } from "@/engine/worker/training/forecast";

/** Six epochs of Fashion-MNIST CNN on 1,200 examples, in milliseconds: 19 steps of 64 examples (the last of 48), then the end of the epoch. */
const recorded = [
  "944 867 505 1044 154 536 159 315 719 778 161 428 352 805 520 968 1343 654 442 671",
  "874 785 800 424 354 300 722 289 474 225 461 386 294 552 497 613 477 253 336 833",
  "377 213 683 279 250 586 824 1223 1795 645 1131 1143 383 553 731 823 470 2282 390 693",
  "804 2117 823 1203 1348 1265 996 175 179 138 159 275 931 649 867 348 1179 589 251 2282",
  "895 3042 642 888 332 1250 1233 935 767 629 552 1799 331 496 361 639 254 346 501 723",
  "955 846 1471 1293 345 346 649 1275 1602 159 527 536 835 370 160 279 436 244 100 625",
].map((epoch) => epoch.split(" ").map(Number));
const perEpoch = 1200;

function replay() {
  const forecast = createForecast();
  const wholeMs = recorded.flat().reduce((sum, ms) => sum + ms, 0);
  let [passedMs, trained, ended] = [0, 0, 0];
  return recorded.flatMap((epoch) =>
    epoch.flatMap((ms, i) => {
      passedMs += ms;
      if (i === epoch.length - 1) {
        forecast.epochEnded(ms);
        ended++;
      } else {
        const examples = i === epoch.length - 2 ? 48 : 64;
        forecast.trained(examples, ms);
        trained += examples;
      }
      const saidMs = forecast.remainingMs({ examples: recorded.length * perEpoch - trained, epochEnds: recorded.length - ended });
      return saidMs === undefined ? [] : [{ passedMs, saidMs, trueMs: wholeMs - passedMs }];
    }),
  );
}

test("on a busy machine the time left is never twice too long or too short, and does not jump", () => {
  const said = replay();
  expect(said[0]?.passedMs).toBeLessThan(5000);
  const settled = said.filter(({ passedMs, trueMs }) => passedMs > 5000 && trueMs > 5000);
  for (const { saidMs, trueMs } of settled) {
    expect(saidMs / trueMs).toBeLessThan(2);
    expect(saidMs / trueMs).toBeGreaterThan(0.5);
  }
  settled.slice(1).forEach(({ saidMs }, i) => expect(Math.abs(saidMs / (settled[i]?.saidMs ?? 0) - 1)).toBeLessThan(0.2));
});

test("a machine that slept says nothing of the steps to come", () => {
  const forecast = createForecast();
  for (let second = 0; second < 10; second++) forecast.trained(100, second === 7 ? 3_600_000 : 1000);
  expect(forecast.remainingMs({ examples: 500, epochEnds: 0 })).toBe(5000);
});

test("the first second, in which kernels are compiled, does not count, and nothing is said before the next", () => {
  const forecast = createForecast();
  forecast.trained(1, 1500);
  expect(forecast.remainingMs({ examples: 100, epochEnds: 1 })).toBeUndefined();
  forecast.trained(50, 1000);
  forecast.epochEnded(400);
  expect(forecast.remainingMs({ examples: 100, epochEnds: 2 })).toBe(2800);
});
