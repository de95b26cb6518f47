import { words } from '#lib/messages/messages.ts';
import type { PaletteItem } from '#lib/ui/menu.ts';
import { placeName } from '#lib/workspace/core/describe-step.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { kindOf, labelOf } from '#lib/workspace/shared/labels.ts';

/** Every group and node of a network, to be gone to: words are found for those that are seen or searched. */
export function goItems(view: NetworkView): readonly PaletteItem[] {
  const said = words.page.ask;
  const { countedFrame: document } = view;
  const group = said.groups.go;
  const go = (id: string) => ({ id: `go:${id}`, group, run: () => view.editor.select([id]) });
  const groups = document.groups.map(({ id, name = '' }): PaletteItem => ({
    ...go(id),
    get label() {
      return said.group(labelOf(document, id));
    },
    keywords: [id, name],
  }));
  const nodes = document.nodes.map((node): PaletteItem => ({
    ...go(node.id),
    get label() {
      return said.node(placeName(document, node.id), node.id);
    },
    get keywords() {
      const shape = view.shapeOf(node.id);
      return [node.id, node.name ?? '', kindOf(node), ...(shape ? [shape.join('×'), shape.join('x')] : [])];
    },
  }));
  return [...groups, ...nodes];
}
