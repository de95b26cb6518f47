import { inQuotes } from '../values.ts';
import { plural } from './grammar.ts';

/** Links: what is shared, opened, and shown in frames of other pages. */
export const share = {
  button: 'Share',
  hint: 'Share a link to what is open',
  title: 'Share a link',
  what: (networks: number) =>
    `The link holds ${networks === 1 ? 'this network' : `these ${networks} networks`} as it is now. Nothing is sent to a server.`,
  link: 'Link',
  embed: 'Frame for another page',
  copyLink: 'Copy link',
  copyEmbed: 'Copy frame',
  copied: 'The link is on the clipboard.',
  copiedEmbed: 'The frame is on the clipboard.',
  blocked: 'The browser blocked access to the clipboard. Select the text and copy it.',
  length: (count: number) => plural(count, 'character'),
  code: 'The link as a QR code',
  noCode: 'The link is too long for a QR code. Copy it and send it as a message.',
  hide: {
    title: 'Leave out',
    parts: {
      palette: 'Palette and outline',
      inspector: 'Inspector',
      drawer: 'Results and costs',
      bar: 'Top bar',
    },
  },
  opens: (panel: string) => `Open the panel ${inQuotes(panel)}`,
  present: 'Open for a projector: the figure alone',
  figure: (name: string) => `${name}, a figure of DLA Explorer`,
  open: 'Open in DLA Explorer',
  notOpened: 'The link was not opened',
};
