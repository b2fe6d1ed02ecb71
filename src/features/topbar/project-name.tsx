/** The project's name, edited in place as one step of undo. */
import { SaveLine } from "@/features/topbar/save-line";
import { useBench, useDocument } from "@/hooks/bench";
import { useSay } from "@/ui/locale";
import { TextInput } from "@/ui/text-input";

const longest = 80;

export function ProjectName() {
  const say = useSay();
  const bench = useBench();
  const name = useDocument((state) => state.project.name);
  const rename = (typed: string) => {
    const next = typed.trim().slice(0, longest);
    const { project } = bench.document.getState();
    if (next && next !== project.name)
      bench.document.apply({ label: { text: { en: "Rename project", zh: "重命名项目" } }, project: { ...project, name: next } });
  };
  return (
    <div className="project-name">
      <TextInput label={say({ en: "Project name", zh: "项目名称" })} value={name} maxLength={longest} onCommit={rename} />
      <SaveLine />
    </div>
  );
}
