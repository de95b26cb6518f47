import { describe, expect, it } from 'vitest';
import { readLink } from '#lib/dla/link/link.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { NetworkView } from '../core/network-view.svelte.ts';
import { Workspace } from '../core/workspace.svelte.ts';
import { frameLine, linkTo } from './share.ts';

describe('[links] what is open is shared', () => {
  it('all networks as they are edited, those that are not finished too', () => {
    const workspace = new Workspace(['dla34', 'dla60'].map((id) => new NetworkView(buildNetwork(presetConfig(id)))));
    workspace.editLevels(['level3'], { structure: 'ida' });
    workspace.rename('mine');
    workspace.current.editor.select(['level3-b1']);
    workspace.editing.remove();
    const link = unwrap(linkTo(workspace, 'https://example.org/', { hide: ['bar'], present: false, embed: false }));
    const { networks, view } = unwrap(readLink(link));
    expect(networks.map((file) => file.kind === 'graph' && serialiseGraph(file.document))).toEqual(
      workspace.views.map(({ edited }) => serialiseGraph(edited)),
    );
    expect(view.hide).toEqual(['bar']);
  });

  it('the line of a frame holds a title of any text', () => {
    expect(frameLine('https://example.org/?embed#1.a.b', '"><script>&')).toBe(
      '<iframe src="https://example.org/?embed#1.a.b" title="&quot;&gt;&lt;script&gt;&amp;" width="800" height="450" style="border:0"></iframe>',
    );
  });
});
