// What a person sees first comes first: all else is fetched when nobody needs the page.

/** What the first view waits for. */
const first: Promise<unknown>[] = [];

/** Has all that is fetched ahead wait for something that the page shows first. */
export function showsFirst(shown: Promise<unknown>): void {
  first.push(shown.catch(() => undefined));
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    // WebKit has no word for it.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 200);
  });

/** Does one thing after another, each while nobody needs the page, once its first view is there. */
export async function whenIdle(things: readonly (() => unknown)[]): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  await Promise.all(first);
  for (const thing of things) {
    await idle();
    await thing();
  }
}
