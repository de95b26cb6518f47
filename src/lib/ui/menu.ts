import type { IconName } from './names';

/** One line of a menu or of the command palette. */
export interface Command {
  id: string;
  label: string;
  /** A second, quieter line or word. */
  hint?: string;
  icon?: IconName;
  /** As 'Mod+K', shown only; the page listens for it. */
  shortcut?: string;
  disabled?: boolean;
  run: () => void;
}

/** Given `checked`, the line is a choice and carries a check where it holds. */
export type MenuItem = (Command & { checked?: boolean }) | 'separator';

/** Commands of one group stand together; keywords are found too, but not shown. */
export interface PaletteItem extends Command {
  group: string;
  keywords?: string[];
}
