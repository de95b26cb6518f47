import { words } from '#lib/messages/messages.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { circle, diamond, square, triangle } from './structures.ts';

/** What a network is called among those that are open. */
export const letterOf = ({ views }: Pick<Workspace, 'views'>, view: NetworkView): string =>
  words.compare.letters[views.indexOf(view)] ?? '';

/** The colours of networks, in the order in which they stand; each has its letter beside it. */
export const networkColours = ['var(--net-a)', 'var(--net-b)', 'var(--net-c)', 'var(--net-d)'] as const;

/** How a network's curves are told from the others', beside their colour: by dash and mark. */
export interface CurveLook {
  readonly colour: string;
  readonly dash: string;
  /** Outline of its marks, around 0, 0. */
  readonly mark: string;
}

/** Looks of the open networks, in the order in which they stand. */
export const networkLooks: readonly CurveLook[] = [
  { colour: networkColours[0], dash: '', mark: square },
  { colour: networkColours[1], dash: '7 3', mark: circle },
  { colour: networkColours[2], dash: '2 3', mark: triangle },
  { colour: networkColours[3], dash: '12 3 2 3', mark: diamond },
];
