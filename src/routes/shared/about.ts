/** How long the pointer has to rest before a word is explained, and may be on its way to the text before it goes. */
export const RESTS_MS = 300;
export const LEAVES_MS = 250;

/** The explained word that something is, or stands in; of a control, the one in its label, or the first that stands in itself. */
export function wordAt(target: EventTarget | null): HTMLElement | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const own = target.closest<HTMLElement>('[data-about]');
  if (own) return own;
  const labels = 'labels' in target && target.labels instanceof NodeList ? [...target.labels] : [];
  for (const label of labels) {
    const word = label instanceof HTMLElement ? label.querySelector<HTMLElement>('[data-about]') : null;
    if (word) return word;
  }
  return target instanceof HTMLButtonElement
    ? (target.querySelector<HTMLElement>('[data-about]') ?? undefined)
    : undefined;
}
