/** What a weight of a layer that reads both ways is called: `kernel` → `forwardKernel`. */
export const weightOf = (direction: "forward" | "backward", name: string) => `${direction}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
