import { saveWorkspace } from './stored-workspace.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Edits come in bursts: what is written is the state after the last one. */
const DELAY = 400;

/** Keeps the workspace on this machine after every edit, and says so. */
export class Autosave {
  #state = $state<'saved' | 'saving' | 'closed'>('saved');
  readonly words = $derived(
    { saved: 'saved on this machine', saving: 'saving', closed: 'not saved: this browser keeps nothing' }[this.#state],
  );

  constructor(private readonly workspace: Workspace) {}

  /** Called in an effect: what it reads is what it keeps. */
  watch(): () => void {
    for (const view of this.workspace.views)
      void [view.editor.document, view.editor.history, view.detail, view.collapsed, view.arrangement, view.direction];
    const timer = setTimeout(() => void this.save(), DELAY);
    const now = (): void => void this.save();
    addEventListener('pagehide', now);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', now);
    };
  }

  private async save(): Promise<void> {
    this.#state = 'saving';
    try {
      await saveWorkspace(this.workspace);
      this.#state = 'saved';
    } catch {
      this.#state = 'closed';
    }
  }
}
