/** A font as a data address: bundlers put it where it is loaded. */
declare module '*.woff?inline' {
  const address: string;
  export default address;
}
