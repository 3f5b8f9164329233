/** The collections of content/, one for each kind of file: where these lie and which shape they have says src/lib/content/layout.ts. */
import { defineCollection } from 'astro:content';
import type { Loader } from 'astro/loaders';
import { KINDS, type Kind } from './lib/content/layout.ts';
import { contentLoader } from './lib/content/loader.ts';

/** Each with the type of its own entries. */
type Collections = { [K in Kind]: { loader: Loader; schema: (typeof KINDS)[K]['shape'] } };

export const collections = Object.fromEntries(
  (Object.keys(KINDS) as Kind[]).map((kind) => [
    kind,
    defineCollection({ loader: contentLoader(kind), schema: KINDS[kind].shape }),
  ]),
) as Collections;
