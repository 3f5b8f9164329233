/** One system, in every language at once. */
import type { APIContext } from 'astro';
import { systems } from '../content.ts';
import { jsonResponse } from '../lib/publishing/api.ts';
import { apiSystem } from '../machineSystems.ts';

export const getStaticPaths = () => systems.map(({ id }) => ({ params: { system: id } }));

export const GET = ({ params }: APIContext) =>
  jsonResponse(apiSystem(systems.find(({ id }) => id === params.system)!));
