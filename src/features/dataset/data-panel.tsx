/** The data: what they look like, how they are split, scaled and varied, and which others there are. */
import { useState } from "react";
import { AugmentationSection } from "@/features/dataset/augmentation-section";
import { ClassBalance } from "@/features/dataset/class-balance";
import { DataArrival } from "@/features/dataset/data-arrival";
import { DatasetMenu } from "@/features/dataset/dataset-menu";
import { DatasetTitle } from "@/features/dataset/dataset-title";
import { GeneratedSettings } from "@/features/dataset/generated-settings";
import { PreprocessingSection } from "@/features/dataset/preprocessing-section";
import { Samples } from "@/features/dataset/samples";
import { SplitSection } from "@/features/dataset/split-section";
import { TextSection } from "@/features/dataset/text-section";
import { useData } from "@/features/dataset/use-data";
import { NewRunHint } from "@/hooks/new-run-hint";
import { useSay } from "@/ui/locale";
import { Notice } from "@/ui/notice";
import "@/features/dataset/dataset.css";

export function DataPanel() {
  const say = useSay();
  const chosen = useData();
  const [sampleSeed, setSampleSeed] = useState(1);
  return (
    <div className="dataset">
      <div className="panel-head">
        <h2>{say({ en: "Data", zh: "数据" })}</h2>
        <span className="push">
          <DatasetMenu />
        </span>
      </div>
      <div className="panel-body">
        {chosen ? (
          <>
            <DatasetTitle chosen={chosen} onReshuffle={() => setSampleSeed(sampleSeed + 1)} />
            <DataArrival chosen={chosen} />
            <Samples chosen={chosen} seed={sampleSeed} />
            <ClassBalance chosen={chosen} />
            {chosen.dataset.kind === "text" && chosen.dataset.task === "classification" && <TextSection key={chosen.dataset.id} chosen={chosen} />}
            <GeneratedSettings chosen={chosen} />
            <SplitSection chosen={chosen} />
            <PreprocessingSection chosen={chosen} />
            <AugmentationSection chosen={chosen} />
            <NewRunHint />
          </>
        ) : (
          <Notice tone="bad" title={say({ en: "These data are not known here.", zh: "这里没有这些数据。" })}>
            {say({
              en: "The project names a dataset that this version does not have. Choose another above.",
              zh: "项目使用了此版本没有的数据集。请在上方另选。",
            })}
          </Notice>
        )}
      </div>
    </div>
  );
}
