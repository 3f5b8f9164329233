/** The whole data model: what is under content/, and the shape it must have (src/lib/model/schema.ts). */
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import {
  comparison,
  decoderWords,
  entry,
  facts,
  library,
  measurements,
  source,
  ownWords,
} from './lib/model/schema.ts';
import { z } from 'astro/zod';

/** The path without its ending is the id: `1003/en`, `1003/facts`. */
const generateId = ({ entry: path }: { entry: string }) => path.replace(/\.\w+$/, '');

export const collections = {
  facts: defineCollection({
    loader: glob({ base: './content/codes', pattern: '*/facts.yml', generateId }),
    schema: facts,
  }),
  codes: defineCollection({
    loader: glob({ base: './content/codes', pattern: '*/*.mdx', generateId }),
    schema: entry,
  }),
  comparisons: defineCollection({
    loader: glob({ base: './content/comparisons', pattern: '*/*.mdx', generateId }),
    schema: comparison,
  }),
  decoder: defineCollection({
    loader: glob({ base: './content/decoder', pattern: '*.yml', generateId }),
    schema: decoderWords,
  }),
  libraries: defineCollection({
    loader: glob({ base: './content/libraries', pattern: '*.yml', generateId }),
    schema: library,
  }),
  measurements: defineCollection({
    loader: glob({ base: './content/measurements', pattern: '*.json', generateId }),
    schema: measurements,
  }),
  sources: defineCollection({
    loader: glob({ base: './content/sources', pattern: '*.yml', generateId }),
    schema: z.record(z.string(), source),
  }),
  ui: defineCollection({
    loader: glob({ base: './content/ui', pattern: '*.yml', generateId }),
    schema: ownWords,
  }),
};
