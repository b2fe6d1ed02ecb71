/** A text that the network goes on writing, token by token, while it is training too. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Sampling } from "@/data/text/sampling";
import type { WrittenToken } from "@/engine/protocol";
import { useBench } from "@/hooks/bench";

export interface WritingOrder {
  /** Numbers of what is there already. */
  readonly prompt: Float32Array;
  /** Tokens to write. */
  readonly count: number;
  readonly sampling: Sampling;
  readonly seed: number;
  /** A row whose source is to be answered; the beginning and the number of tokens then mean nothing. */
  readonly source?: Float32Array;
  readonly beam?: { readonly width: number; readonly lengthPenalty: number };
}
export interface Writing {
  readonly tokens: readonly WrittenToken[];
  readonly isWriting: boolean;
  /** Since it began. */
  readonly tokensPerSecond: number | undefined;
  readonly start: (order: WritingOrder) => void;
  readonly stop: () => void;
  /** Stops, and forgets what was written. */
  readonly clear: () => void;
}

export function useWriting(): Writing {
  const { session } = useBench();
  const [tokens, setTokens] = useState<readonly WrittenToken[]>([]);
  const [isWriting, setWriting] = useState(false);
  const [tokensPerSecond, setSpeed] = useState<number>();
  const going = useRef<AbortController>(undefined);

  const stop = useCallback(() => {
    going.current?.abort();
    going.current = undefined;
    setWriting(false);
  }, []);
  useEffect(() => () => going.current?.abort(), []);

  const start = useCallback(
    ({ prompt, ...order }: WritingOrder) => {
      going.current?.abort();
      const own = new AbortController();
      going.current = own;
      setTokens([]);
      setSpeed(undefined);
      setWriting(true);
      const begunMs = performance.now();
      let all: readonly WrittenToken[] = [];
      const add = (more: readonly WrittenToken[]) => {
        all = [...all, ...more];
        setTokens(all);
        setSpeed((1000 * all.length) / (performance.now() - begunMs));
      };
      // What goes wrong in the engine is told by the run; here it only means that no more comes.
      void session
        .generate({ tokens: prompt, ...order }, add, own.signal)
        .catch(() => undefined)
        .then(() => {
          if (going.current === own) stop();
        });
    },
    [session, stop],
  );
  const clear = useCallback(() => {
    stop();
    setTokens([]);
  }, [stop]);
  return { tokens, isWriting, tokensPerSecond, start, stop, clear };
}
