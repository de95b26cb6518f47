/** The photographs that the product ships (static/samples); `messages` says whom to thank. */
export const samples = ['cat.jpg', 'coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'galaxies.jpg'] as const;
export type Sample = (typeof samples)[number];
