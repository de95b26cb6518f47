import { serialiseConfig } from '$lib/dla/network/parse';
import { serialiseGraph } from '$lib/dla/network/graph-file';
import { readConfig } from '$lib/dla/network/read-config';
import type { MenuItem } from '$lib/ui/menu';
import { download, fileNameOf } from '$lib/workspace/download';
import type { Workspace } from '$lib/workspace/workspace.svelte';

const JSON_TYPE = 'application/json';

/** The current network as a graph document, which every network is. */
export function saveGraph({ current: { document } }: Workspace): void {
  download(serialiseGraph(document), `${fileNameOf(document.name)}.graph.json`, JSON_TYPE);
}

/** What the file menu offers for the current network. */
export function fileMenu(workspace: Workspace, choose: () => void): readonly MenuItem[] {
  const { document } = workspace.current;
  const config = readConfig(document);
  const name = fileNameOf(document.name);
  return [
    {
      id: 'open',
      label: 'Open a file …',
      hint: 'config or graph document',
      icon: 'open',
      shortcut: 'Mod+O',
      run: choose,
    },
    'separator',
    {
      id: 'config',
      label: 'Save as config (JSON)',
      hint: config.ok ? `${name}.network.json` : 'this network is no config any more',
      icon: 'save',
      disabled: !config.ok,
      run: () => config.ok && download(serialiseConfig(config.value), `${name}.network.json`, JSON_TYPE),
    },
    {
      id: 'graph',
      label: 'Save as graph document (JSON)',
      hint: `${name}.graph.json`,
      icon: 'save',
      shortcut: 'Mod+S',
      run: () => saveGraph(workspace),
    },
  ];
}
