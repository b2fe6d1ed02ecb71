/** What a program is written from: a project without its notes and places. */
import type { ProjectDocument } from "@/project/project";

export type CodeSource = Pick<ProjectDocument, "name" | "network" | "data" | "training">;
