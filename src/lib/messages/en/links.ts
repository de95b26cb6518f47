import type { LinkIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { shown } from './grammar.ts';

const again = 'Ask for the link again, or for the file of the network.';

export const links = {
  'link-broken': () => `what this link holds cannot be read: it was changed on its way. ${again}`,
  'link-cut': () => `the end of this link is missing. Copy it as a whole. ${again}`,
  'link-differs': () => `this link does not hold what was put into it: it was changed on its way. ${again}`,
  'link-newer': ({ expected, received }) =>
    `the link has version ${shown(received)}, but this program reads versions up to ${shown(expected)}. Use a newer program.`,
  'link-none': () =>
    'this address holds no network. Copy the whole link, with all that stands behind the number sign (#).',
  'link-too-large': ({ expected, received }) =>
    `a link has at most ${shown(expected)} characters behind the number sign (#), and this one would have ${shown(received)}. Hand on the file of the network instead.`,
} satisfies Record<LinkIssue, Words>;
