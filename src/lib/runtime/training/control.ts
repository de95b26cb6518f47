/** What can be said to a training that is under way. */
export type Command = 'pause' | 'resume' | 'stop';

/** Whether a training goes on: asked between batches. */
export class Control {
  #paused = false;
  #stopped = false;
  #wake: () => void = () => {};

  /** Listens for commands at the end of a line. */
  static at(port: MessagePort): Control {
    const control = new Control();
    port.onmessage = ({ data }) => control.tell(data as Command);
    return control;
  }

  tell(command: Command): void {
    if (command === 'stop') this.#stopped = true;
    else this.#paused = command === 'pause';
    this.#wake();
  }

  /**
   * True where the training is to end with what it has; waits while it is paused, which `onPause` hears as it begins. Throws the
   * signal's reason when cancelled.
   */
  async stops(signal: AbortSignal | undefined, onPause?: () => void): Promise<boolean> {
    const waits = () => this.#paused && !this.#stopped && !signal?.aborted;
    if (waits()) onPause?.();
    while (waits())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    signal?.throwIfAborted();
    return this.#stopped;
  }
}
