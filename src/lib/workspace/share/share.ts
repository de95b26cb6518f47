import { linkOf, type LinkView } from '#lib/dla/link/link.ts';
import type { Result } from '#lib/issue.ts';
import type { Workspace } from '../core/workspace.svelte.ts';

/** A link to the networks that are open; what is too large for one is refused. */
export const linkTo = ({ views }: Workspace, page: string, view: LinkView): Result<string> =>
  linkOf(page, {
    networks: views.map(({ editor }) => ({ kind: 'graph', document: editor.document })),
    view,
  });

const entities = new Map([
  ['&', '&amp;'],
  ['"', '&quot;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);
const escaped = (text: string): string => text.replaceAll(/[&"<>]/g, (sign) => entities.get(sign)!);

/** The line of HTML that shows a link in a frame of another page. */
export const frameLine = (link: string, title: string): string =>
  `<iframe src="${escaped(link)}" title="${escaped(title)}" width="800" height="450" style="border:0"></iframe>`;
