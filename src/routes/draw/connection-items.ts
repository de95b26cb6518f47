import { words } from '#lib/messages/messages.ts';
import { fittingPorts } from '#lib/dla/commands/fitting-ports.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { ancestorsOf, indexOf } from '#lib/graph/document/queries.ts';
import type { PaletteItem } from '#lib/ui/menu.ts';
import { kindOf } from '#lib/workspace/shared/labels.ts';
import { placeName } from '#lib/workspace/core/describe-step.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** Of more nodes than this it is not tried which of them fit: each is lowered for it, and a key press must not wait. */
const MOST_TRIED = 300;

/**
 * Where an edge from a node could end, as lines of a palette: every place that fits, then nodes that are refused, with
 * the reason and a repair. Of a large network all nodes that it may lead to; what does not fit is refused when it is chosen.
 */
export function connectionItems(workspace: Workspace, from: string): readonly PaletteItem[] {
  const said = words.draw.connection;
  const view = workspace.current;
  const { document } = view.editor;
  const { node } = indexOf(document);
  const before = ancestorsOf(document, from);
  const among = document.nodes.filter(({ id, kind }) => !before.has(id) && moduleOf(kind)?.inputs[1] !== 0);
  const searched = ({ id, name = '', kind, ...rest }: GraphNode): readonly string[] => {
    const shape = view.shapeOf(id);
    return [id, name, kindOf({ id, kind, ...rest }), ...(shape ? [shape.join('×'), shape.join('x')] : [])];
  };
  const line = (group: string, to: GraphNode): PaletteItem => ({
    id: to.id,
    group,
    get label() {
      return placeName(document, to.id);
    },
    hint: to.id,
    get keywords() {
      return searched(to);
    },
    run: () => workspace.editing.connect(from, to.id),
  });
  if (among.length > MOST_TRIED) return among.map((each) => line(said.all, each));
  const ports = fittingPorts(
    document,
    from,
    among.map(({ id }) => id),
  );
  const fitting = new Set(ports.map((port) => port.node));
  const fits = ports.map(({ node: to, input, replaces }): PaletteItem => {
    const target = node.get(to)!;
    const taken = target.inputs[input];
    return {
      ...line(said.fits, target),
      id: `${to} ${input} ${replaces}`,
      label:
        replaces && taken !== undefined
          ? said.replaces(placeName(document, to), placeName(document, taken))
          : said.input(placeName(document, to), input + 1),
      run: () => workspace.editing.perform({ kind: 'connect', connection: { from, to, input, replaces } }),
    };
  });
  return [...fits, ...among.filter(({ id }) => !fitting.has(id)).map((each) => line(said.unfit, each))];
}
