/** Where a command reads and writes: the process, or a test. */
export interface Io {
  /** All of standard input. */
  stdin(): Promise<Uint8Array>;
  /** Results. */
  out(result: string | Uint8Array): void;
  /** One message, without its line end. */
  err(message: string): void;
}
