/** A project: network, data choice and training settings. What is edited, undone, saved and shared. */
import type { DataSettings } from "@/data/data-settings";
import type { NetworkDocument } from "@/network/document";
import type { TrainingSettings } from "@/network/training-settings";

export const projectVersion = 2;

export interface ProjectDocument {
  readonly version: typeof projectVersion;
  readonly id: string;
  readonly name: string;
  /** Template it was made from, when it was. */
  readonly templateId?: string;
  readonly network: NetworkDocument;
  readonly data: DataSettings;
  readonly training: TrainingSettings;
  readonly notes: string;
}
