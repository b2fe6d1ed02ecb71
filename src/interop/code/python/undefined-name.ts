/** What is said of a name that nobody gave. */
import type { Text, Values } from "@/base/text";
import { nearest } from "@/interop/code/python/nearest";

/** `isOfLibrary`: the library has something of this name, which was not imported. */
export function undefinedName(name: string, visible: readonly string[], isOfLibrary: boolean): readonly [Text, Values] {
  const near = nearest(name, visible);
  if (near !== undefined)
    return [
      { en: "{name} is not defined. Is {near} meant?", zh: "{name} 未定义。是指 {near} 吗？" },
      { name, near },
    ];
  if (isOfLibrary) return [{ en: "{name} is not defined: it is missing from the imports.", zh: "{name} 未定义：缺少导入。" }, { name }];
  return [{ en: "{name} is not defined.", zh: "{name} 未定义。" }, { name }];
}
