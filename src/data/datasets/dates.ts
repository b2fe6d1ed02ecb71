/** Dates as people write them, and as ISO 8601 does: a task that is easy to check and needs a look at the right places. */
import type { Rng } from "@/base/rng";
import { defineDrawnPairs } from "@/data/datasets/define-pairs";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
/** 1970-01-01 to 2069-12-31: of two digits, 70 to 99 are of the last century and the others of this one. */
const days = 36_525;
const dayMs = 86_400_000;

const two = (value: number) => String(value).padStart(2, "0");
const ordinal = (day: number) => {
  const ending = day % 10 === 1 && day !== 11 ? "st" : day % 10 === 2 && day !== 12 ? "nd" : day % 10 === 3 && day !== 13 ? "rd" : "th";
  return `${day}${ending}`;
};

interface DateParts {
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: number;
}

/** Day before month wherever both are numbers, so that every writing has one reading. */
const writings: readonly ((date: DateParts) => string)[] = [
  ({ day, month, year }) => `${day} ${months[month]} ${year}`,
  ({ day, month, year }) => `${months[month]} ${day}, ${year}`,
  ({ day, month, year }) => `${months[month]?.slice(0, 3)} ${day} ${year}`,
  ({ day, month, year, weekday }) => `${weekdays[weekday]?.slice(0, 3)}, ${two(day)} ${months[month]?.slice(0, 3)} ${two(year % 100)}`,
  ({ day, month, year, weekday }) => `${weekdays[weekday]}, ${day} ${months[month]} ${year}`,
  ({ day, month, year }) => `${ordinal(day)} of ${months[month]} ${year}`,
  ({ day, month, year }) => `${day}.${month + 1}.${year}`,
  ({ day, month, year }) => `${two(day)}.${two(month + 1)}.${two(year % 100)}`,
  ({ day, month, year }) => `${day} ${months[month]?.slice(0, 3).toUpperCase()} ${year}`,
  ({ day, month, year }) => `${months[month]?.toLowerCase()} ${ordinal(day)} ${year}`,
];

function draw(rng: Rng): readonly [string, string] {
  const date = new Date(Math.floor(rng.next() * days) * dayMs);
  const parts = { day: date.getUTCDate(), month: date.getUTCMonth(), year: date.getUTCFullYear(), weekday: date.getUTCDay() };
  const writing = writings[Math.floor(rng.next() * writings.length)] ?? writings[0]!;
  return [writing(parts), `${parts.year}-${two(parts.month + 1)}-${two(parts.day)}`];
}

export const dates = defineDrawnPairs({
  id: "dates",
  title: { en: "Dates", zh: "日期" },
  summary: {
    en: "Dates from 1970 to 2069 in ten ways of writing, “Tue, 05 Nov 98” or “3 March 2019”, each with its ISO form: 1998-11-05, 2019-03-03.",
    zh: "1970 至 2069 年的日期，十种写法，如 “Tue, 05 Nov 98” 或 “3 March 2019”，各配其 ISO 形式：1998-11-05、2019-03-03。",
  },
  pair: { tokens: { source: "character", target: "character" }, steps: { source: 28, target: 11 }, bleu: "char" },
  vocabularySize: 64,
  sampleText: "3 March 2019",
  fields: {},
  count: 10_000,
  draw,
});
