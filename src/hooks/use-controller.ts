/** Ties a framework-free thing that lives on an element (a chart, a pixel map) to React: makes it, feeds it options, disposes of it. */
import { useCallback, useEffect, useRef, type RefCallback, type RefObject } from "react";

interface Controller<O> {
  update(options: O): void;
  dispose(): void;
}

/** `options` reach the controller whenever their identity changes: memoise them. The second result is the controller itself. */
export function useController<E extends Element, O, C extends Controller<O>>(
  create: (element: E) => C & Controller<O>,
  options: O,
): [ref: RefCallback<E>, controller: RefObject<C | undefined>] {
  const controller = useRef<C>(undefined);
  const latest = useRef<O>(options);
  const applied = useRef<O>(undefined);
  useEffect(() => {
    latest.current = options;
    if (!controller.current || applied.current === options) return;
    applied.current = options;
    controller.current.update(options);
  }, [options]);
  const ref = useCallback<RefCallback<E>>(
    (element) => {
      if (!element) return;
      const made = create(element);
      controller.current = made;
      applied.current = latest.current;
      made.update(latest.current);
      return () => {
        made.dispose();
        controller.current = undefined;
      };
    },
    [create],
  );
  return [ref, controller];
}
