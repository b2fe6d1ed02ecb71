import { expect, test } from "vitest";
import { glslOf } from "@/engine/worker/optimizers/webgl-update";

test("a rule in WGSL becomes the same in GLSL", () => {
  const wgsl = "let down = rate * g;\nvar v = 0.9f * momentum[i] - down;\nmomentum[i] = v;\nweights[i] -= max(v, (-1f)) * 1e-7f + 2f;";
  expect(glslOf(wgsl, ["weights", "momentum"])).toBe(
    "float down = rate * g;\nfloat v = 0.9 * momentumHere - down;\nmomentumHere = v;\nweightsHere -= max(v, (-1.0)) * 1e-7 + 2.0;",
  );
});
