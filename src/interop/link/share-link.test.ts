import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { problemOf } from "@/base/problem";
import { createRng } from "@/base/rng";
import { fromBase64Url, toBase64Url } from "@/interop/link/base64-url";
import { linkLimit, linkObstacle, readShareLink, writeShareLink } from "@/interop/link/share-link";
import { initialProject } from "@/project/initial-project";

const project = { ...initialProject("mine", "Ziffern 数字 🙂"), notes: "Try 256 units." };
const linkOf = (text: string, version = 1) => `#layerlab=${version}.${toBase64Url(deflateSync(new TextEncoder().encode(text)))}`;
const codeOf = (fragment: string) => {
  try {
    readShareLink(fragment, "new");
    return "opened";
  } catch (error) {
    return problemOf(error).code;
  }
};

test("a project comes back as it was, under an id of the reader's", () => {
  expect(readShareLink(`#${writeShareLink(project)}`, "new")).toEqual({ project: { ...project, id: "new" }, mended: [] });
});

test("bytes of every length survive their letters, and other letters are no bytes", () => {
  const rng = createRng(3);
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, () => Math.floor(rng.next() * 256));
    const text = toBase64Url(bytes);
    expect(text).toMatch(/^[\w-]*$/);
    expect(fromBase64Url(text)).toEqual(bytes);
  }
  expect(fromBase64Url("A")).toBeUndefined();
  expect(fromBase64Url("AA+A")).toBeUndefined();
});

describe("what is no link of ours is named, and nothing is opened:", () => {
  const link = `#${writeShareLink(project)}`;
  test.each([
    ["cut off", link.slice(0, -20), "link.damaged"],
    ["cut off after its version", "#layerlab=1.", "link.damaged"],
    ["without a version", link.replace("1.", ""), "link.damaged"],
    ["with a letter changed to one of no address", link.replace(/.$/, "!"), "link.damaged"],
    ["of a newer version", link.replace("=1.", "=2."), "link.newer"],
    ["endless", `#layerlab=1.${"A".repeat(70_000)}`, "link.tooLong"],
    ["a bomb", linkOf(" ".repeat(5_000_000)), "link.inflatesTooFar"],
    ["a list", linkOf("[1]"), "link.damaged"],
    ["another object", linkOf('{"a":1}'), "project.noVersion"],
    ["not even JSON", linkOf("{hello}"), "project.notJson"],
    ["of an unknown layer", linkOf(JSON.stringify(project).replace('"Flatten"', '"Lambda"')), "project.unknownLayer"],
    ["naming what no object may", linkOf('{"version":1,"__proto__":{"x":1}}'), "project.forbiddenKey"],
    ["nested without end", linkOf(`{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`), "project.tooDeep"],
  ])("%s", (_, fragment, code) => {
    expect(codeOf(fragment)).toBe(code);
  });
});

test("what a link cannot carry says so: texts of one's own, and networks beyond its length", () => {
  expect(linkObstacle(project)).toBeUndefined();
  const own = { ...project, data: { ...project.data, own: { texts: ["a"], labels: [0], classNames: ["x"] } as never } };
  expect(linkObstacle(own)?.text.en).toMatch(/does not carry data/);
  const rng = createRng(7);
  const notes = Array.from({ length: 12_000 }, () => String.fromCharCode(33 + Math.floor(rng.next() * 90))).join("");
  expect(linkObstacle({ ...project, notes })?.text.en).toMatch(/most that travels/);
  expect(writeShareLink(project).length).toBeLessThan(linkLimit / 4);
});
