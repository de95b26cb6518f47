import { words } from '#lib/messages/messages.ts';
import { fittingPorts } from '#lib/dla/commands/fitting-ports.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { pathBetween } from '#lib/graph/commands/connection.ts';
import type { PaletteItem } from '#lib/ui/menu.ts';
import { kindOf } from '#lib/workspace/shared/labels.ts';
import { placeName } from '#lib/workspace/core/describe-step.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** Beyond this many nodes a list is no help: what was typed narrows it down. */
const MOST = 2000;

/**
 * Where an edge from a node could end, as lines of a palette: every place that fits, then nodes that are refused, with
 * the reason and a repair.
 */
export function connectionItems(workspace: Workspace, from: string): readonly PaletteItem[] {
  const said = words.draw.connection;
  const view = workspace.current;
  const { document } = view.editor;
  const { node } = indexOf(document);
  const among = document.nodes.slice(0, MOST).map(({ id }) => id);
  const ports = fittingPorts(document, from, among);
  const fitting = new Set(ports.map((port) => port.node));
  const keywords = (id: string): string[] => [
    id,
    kindOf(node.get(id)!),
    ...['×', 'x'].map((by) => view.shapeOf(id)?.join(by) ?? ''),
  ];
  const fits = ports.map(({ node: to, input, replaces }): PaletteItem => {
    const taken = node.get(to)!.inputs[input];
    const target = placeName(document, to);
    return {
      id: `${to} ${input} ${replaces}`,
      group: said.fits,
      label:
        replaces && taken !== undefined
          ? said.replaces(target, placeName(document, taken))
          : said.input(target, input + 1),
      hint: to,
      keywords: keywords(to),
      run: () => workspace.editing.perform({ kind: 'connect', connection: { from, to, input, replaces } }),
    };
  });
  const others = among
    .filter((id) => id !== from && !fitting.has(id) && moduleOf(node.get(id)!.kind)?.inputs[1] !== 0)
    .filter((id) => !pathBetween(document, id, from))
    .map((id): PaletteItem => ({
      id,
      group: said.unfit,
      label: placeName(document, id),
      hint: id,
      keywords: keywords(id),
      run: () => workspace.editing.connect(from, id),
    }));
  return [...fits, ...others];
}
