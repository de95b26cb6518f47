import { words } from '#lib/messages/messages.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import { MOST_OPEN } from '#lib/workspace/core/canvases.svelte.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { letterOf } from '../shared/networks.ts';

/** What can be done with one of the networks beside each other. */
export function networkMenu(workspace: Workspace, view: NetworkView): readonly MenuItem[] {
  const said = words.draw.networks;
  const { views } = workspace;
  const letter = letterOf(workspace, view);
  return [
    {
      id: 'copy',
      label: said.copy(letter),
      icon: 'duplicate',
      disabled: views.length >= MOST_OPEN,
      ...(views.length >= MOST_OPEN && { hint: said.full }),
      run: () => workspace.compare(view.edited, view),
    },
    'separator',
    ...views
      .filter((other) => other !== view)
      .map((other): MenuItem => {
        const [first, second] = views.indexOf(other) < views.indexOf(view) ? [other, view] : [view, other];
        return {
          id: `swap:${letterOf(workspace, other)}`,
          label: said.swap(letterOf(workspace, first), letterOf(workspace, second)),
          icon: 'swap',
          run: () => workspace.swap(other, view),
        };
      }),
    'separator',
    {
      id: 'reference',
      label: said.compareWith(letter),
      checked: workspace.canvases.reference === view,
      run: () => (workspace.canvases.reference = view),
    },
    'separator',
    { id: 'close', label: said.close(letter), icon: 'close', run: () => workspace.close(view) },
    ...(views.length > 2
      ? [{ id: 'others', label: said.closeOthers(letter), run: () => workspace.closeOthers(view) }]
      : []),
  ];
}

/** The network after the current one, or before it; behind the last comes the first. */
export function neighbourOf({ views, current }: Workspace, by: 1 | -1): NetworkView {
  return views[(views.indexOf(current) + by + views.length) % views.length]!;
}
