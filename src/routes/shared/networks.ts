import { words } from '#lib/messages/messages.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** What a network is called among those that are open. */
export const letterOf = ({ views }: Pick<Workspace, 'views'>, view: NetworkView): string =>
  words.compare.letters[views.indexOf(view)] ?? '';

/** The colours of networks, in the order in which they stand; each has its letter beside it. */
export const networkColours = ['var(--net-a)', 'var(--net-b)', 'var(--net-c)', 'var(--net-d)'] as const;
