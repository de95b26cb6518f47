import { words } from '#lib/messages/messages.ts';
import { capitalised } from '#lib/messages/values.ts';
import { toasts } from './toasts.svelte.ts';

export const sayNotLoaded = (): void => void toasts.show({ kind: 'error', text: capitalised(words.shared.notLoaded) });

/** Does something with a module that comes when it is needed; says so where it cannot be loaded. */
export async function whenLoaded<T>(loading: Promise<T>, use: (module: T) => unknown): Promise<void> {
  let module: T;
  try {
    module = await loading;
  } catch {
    sayNotLoaded();
    return;
  }
  await use(module);
}
