import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Waits until the workspace is kept on this machine with so many steps of the open network's history done, of so many. */
export async function kept(page: Page, done: number, of: number): Promise<void> {
  const steps = () =>
    page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('dla-explorer');
          opening.onerror = () => reject(new Error(String(opening.error)));
          opening.onsuccess = () => {
            const { result: database } = opening;
            const reading = database.transaction('workspace').objectStore('workspace').get('open');
            reading.onsuccess = () => {
              database.close();
              const saved = reading.result as
                | {
                    readonly views: readonly {
                      readonly history: { readonly entries: unknown[]; readonly done: number };
                    }[];
                  }
                | undefined;
              const history = saved?.views[0]?.history;
              resolve(history && [history.done, history.entries.length]);
            };
          };
        }),
    );
  await expect.poll(steps).toEqual([done, of]);
}
