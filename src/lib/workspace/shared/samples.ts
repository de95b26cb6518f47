/** The photographs that the product ships (static/samples), with whom to thank. */
export interface Sample {
  readonly file: string;
  readonly title: string;
  readonly credit: string;
}

export const samples: readonly Sample[] = [
  { file: 'cat.jpg', title: 'cat', credit: 'Chelsea, by Stéfan van der Walt, CC0' },
  { file: 'coffee.jpg', title: 'coffee', credit: 'Rachel Michetti, Pikolo Espresso Bar, CC0' },
  { file: 'rocket.jpg', title: 'rocket', credit: 'SpaceX, public domain' },
  { file: 'astronaut.jpg', title: 'astronaut', credit: 'Eileen Collins, NASA, public domain' },
  { file: 'galaxies.jpg', title: 'galaxies', credit: 'Hubble, NASA/ESA, public domain' },
];
