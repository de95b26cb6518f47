import type { IconName } from './names.ts';

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

/** A line that opens a menu beside this one. */
export interface SubMenu {
  id: string;
  label: string;
  disabled?: boolean;
  items: readonly MenuItem[];
}

/** One line of a context menu. */
export type ContextItem = MenuItem | SubMenu;

/** The commands of a menu and of all menus in it, without those that cannot be run now. */
export const commandsOf = (items: readonly ContextItem[]): readonly Command[] =>
  items.flatMap((item) =>
    item === 'separator' || item.disabled ? [] : 'items' in item ? commandsOf(item.items) : [item],
  );

/** Commands of one group stand together; keywords are found too, but not shown. */
export interface PaletteItem extends Command {
  group: string;
  keywords?: readonly string[];
}

/** A line of a list with columns: one text a column, empty where there is none. */
export interface ColumnsItem extends PaletteItem {
  cells: readonly string[];
  /** The whole line as one says it. */
  spoken: string;
}
