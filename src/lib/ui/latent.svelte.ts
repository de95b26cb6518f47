import { tick } from 'svelte';
import { merged, type Attributes } from './merged.ts';
import type { Part } from './part.svelte.ts';
import { sayNotLoaded } from './when-loaded.ts';

interface Opening {
  /** What opens: it is drawn when somebody is about to want it. */
  readonly part: Part<unknown>;
  /** What the button has until then. */
  readonly attributes: Attributes;
  /** Events that open it, and of them those that do. */
  readonly opens: ReadonlyMap<string, (event: Event) => boolean>;
}

/**
 * A button, or an area, of which what it opens is not here before somebody is about to open it: a pointer comes, or the focus.
 * What is pressed before it is here is pressed again then.
 */
export class Latent {
  #awake = $state(false);
  /** What the button has of what it opens. */
  #told = $state.raw<Attributes>();
  #pressed: Event | undefined;
  #on: EventTarget | null = null;
  readonly #before: Attributes;

  constructor({ part, attributes, opens }: Opening) {
    const wake = (): void => {
      this.#awake = true;
    };
    const hold = (event: Event): void => {
      if (!opens.get(event.type)?.(event)) return;
      event.preventDefault();
      this.#pressed = event;
      this.#on = event.currentTarget;
      wake();
      void part.want().then((here) => {
        if (here === undefined) sayNotLoaded();
      });
    };
    const holds = [...opens.keys()].map((type): [string, unknown] => [`on${type}`, hold]);
    this.#before = merged(attributes, { onpointerenter: wake, onfocus: wake }, Object.fromEntries(holds));
  }

  get awake(): boolean {
    return this.#awake;
  }

  /** What the button has now. */
  get attributes(): Attributes {
    return this.#told ?? this.#before;
  }

  /** Takes what the button is to have from now on. */
  readonly tell = (told: Attributes): void => {
    this.#told = told;
    const [pressed, on] = [this.#pressed, this.#on];
    if (!pressed || !on) return;
    this.#pressed = undefined;
    const Kind = pressed.constructor as typeof Event;
    const again = new Kind(pressed.type, pressed);
    void tick().then(() => on.dispatchEvent(again));
  };
}
