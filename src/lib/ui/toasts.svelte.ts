/** A short message at the edge of the page. */
export interface Toast {
  id: number;
  kind: 'info' | 'success' | 'error';
  text: string;
  /** What can be done about it: each is one click. */
  actions?: readonly { label: string; run: () => void }[];
  /** How much of something that takes long is done, from 0 to 1: the message stays until that is over. */
  progress?: number;
}

/** How long a message stays, in milliseconds. An error stays until it is dismissed; one with actions long enough to reach it. */
export function stay(toast: Omit<Toast, 'id'>): number {
  if (toast.kind === 'error' || toast.progress !== undefined) return Infinity;
  return toast.actions?.length ? 12_000 : 5_000;
}

/** At most three at a time: the oldest gives way. */
const MOST = 3;

export class Toasts {
  #next = 1;
  shown = $state.raw<readonly Toast[]>([]);

  show(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.shown = [...this.shown, { ...toast, id }].slice(-MOST);
    return id;
  }

  /** Says how far something is; nothing where its message is gone. */
  report(id: number, progress: number): void {
    this.shown = this.shown.map((toast) => (toast.id === id ? { ...toast, progress } : toast));
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
