/** Settings that all generated sets of points share, each described once. */
import { float, int } from "@/network/fields";

export const countField = (initial: number) =>
  int({
    label: { en: "Points", zh: "点数" },
    help: { en: "How many points are drawn before the split. Few points are learned by heart sooner.", zh: "划分之前抽取多少个点。点越少，越容易被死记硬背。" },
    initial,
    min: 20,
    max: 5000,
  });

export const noiseField = (initial: number) =>
  float({
    label: { en: "Noise", zh: "噪声" },
    help: {
      en: "Standard deviation of a random shift of every point. With much noise no boundary can be right everywhere.",
      zh: "每个点随机偏移的标准差。噪声大时，没有哪条边界能处处正确。",
    },
    initial,
    min: 0,
    max: 0.5,
  });
