import { expect, test } from "vitest";
import { projectFromTemplate, templates } from "@/examples";
import { linkObstacle, readShareLink, writeShareLink } from "@/interop/link/share-link";

test.each(templates.map(({ id }) => [id]))("%s travels as a link and comes back whole", (id) => {
  const project = projectFromTemplate(id, "mine", "en");
  expect(linkObstacle(project)).toBeUndefined();
  expect(readShareLink(writeShareLink(project), "theirs")).toEqual({ project: { ...project, id: "theirs" }, mended: [] });
});
