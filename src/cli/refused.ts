/** The input is at fault, and all was said: exit with 1. */
export class Refused extends Error {}
