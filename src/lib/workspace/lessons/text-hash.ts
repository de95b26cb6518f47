/** A few signs by which texts are told apart. */
export function textHash(text: string): string {
  let hash = 5381;
  for (const letter of text) hash = (Math.imul(hash, 33) ^ letter.codePointAt(0)!) >>> 0;
  return hash.toString(36);
}
